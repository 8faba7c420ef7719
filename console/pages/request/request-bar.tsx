import { IconCalendarPlus } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { Output } from '../../api/contract.ts'
import { PromiseBadge } from '../../parts/promise-badge.tsx'
import { primaryOf } from '../../parts/promise-card.tsx'
import type { PromiseAction, PromiseData } from '../../parts/promise-data.ts'
import { lookOf } from '../../parts/promise-state.ts'
import { RequestStatus } from '../../parts/request-status.tsx'
import { w } from '../../parts/timeline-words.tsx'
import { Action } from '../../ui/action.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { m } from '../../ui/text.ts'
import { relative, useNow } from '../../ui/time.ts'
import css from './request-bar.module.css'

const ActOnPromise = fetched(() => import('../../forms/act-on-promise.tsx'), 'ActOnPromise')

interface Props {
  readonly request: Output<'requests.get'>
  readonly owner: string | null
  /** The promise to see to next. */
  readonly next: PromiseData | null
  readonly contacts: Output<'customers.get'>['contacts']
  /** Null: nothing may be promised. */
  readonly onPromise: (() => void) | null
}

/**
 * What must not be lost from sight: once the page's head has gone up, a thin bar says which matter it is, how it
 * stands, whose it is, what is due next, and offers what is to be done. It lies over the page and moves nothing.
 */
export function RequestBar({ request, owner, next, contacts, onPromise }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const [passed, setPassed] = useState(false)
  const [held, setHeld] = useState(false)
  const [acting, setActing] = useState<{ action: PromiseAction; promise: PromiseData } | null>(null)
  useEffect(() => {
    const edge = place.current
    if (!edge) return
    const observer = new IntersectionObserver(([entry]) => {
      if (entry) setPassed(!entry.isIntersecting && entry.boundingClientRect.top < 0)
    })
    observer.observe(edge)
    return () => observer.disconnect()
  }, [])
  const primary = next && primaryOf(next)
  const may = (action: PromiseAction) => next?.allowed.some((each) => each === action) === true
  return (
    <>
      <div ref={place} className={css.edge} />
      <div className={css.place}>
        {/* Whoever is in it with the keyboard keeps it. */}
        {(passed || held) && (
          <section
            className={`${css.bar} not-printed`}
            aria-label={w.inShort()}
            onFocus={() => setHeld(true)}
            onBlur={() => setHeld(false)}
          >
            <div className={css.what}>
              <span className={`${css.subject} own-words`}>{request.subject}</span>
              <span className={css.facts}>
                <RequestStatus request={request} />
                {owner && <span className={css.owner}>{m.promise.ownedBy({ name: owner })}</span>}
              </span>
            </div>
            {next && <Clock promise={next} />}
            {next && primary && may(primary) ? (
              <Action size="xs" onClick={() => setActing({ action: primary, promise: next })}>
                {m.promise.action[primary]()}
              </Action>
            ) : (
              onPromise && (
                <Action size="xs" leftSection={<IconCalendarPlus size={14} aria-hidden />} onClick={onPromise}>
                  {m.quote.title()}
                </Action>
              )
            )}
          </section>
        )}
      </div>
      {acting && (
        <ActOnPromise
          {...acting}
          contact={contacts.find(({ id }) => id === acting.promise.contactId)?.name ?? request.customerName ?? ''}
          onClose={() => setActing(null)}
        />
      )}
    </>
  )
}

/** When the next promise is due, and the way to it. */
function Clock({ promise }: { promise: PromiseData }) {
  const now = useNow()
  const look = lookOf(promise, now)
  return (
    <a href={`#promise-${promise.id}`} className={css.clock} title={promise.wording}>
      <span className={css.unseen}>{w.next({ wording: promise.wording })}</span>
      <PromiseBadge look={look} />
      {look !== 'paused' && <time dateTime={promise.dueAt}>{relative(promise.dueAt, now)}</time>}
    </a>
  )
}
