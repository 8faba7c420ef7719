import { type ReactNode, useState } from 'react'
import type { Output } from '../../api/contract.ts'
import { ActRow } from '../../parts/act-row.tsx'
import { Chance } from '../../parts/chance.tsx'
import { PromiseBadge } from '../../parts/promise-badge.tsx'
import type { PromiseAction, PromiseData } from '../../parts/promise-data.ts'
import { lookOf, placeOf } from '../../parts/promise-state.ts'
import { Action } from '../../ui/action.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { useShortcuts } from '../../ui/keyboard.tsx'
import { useGo } from '../../ui/link.tsx'
import { m } from '../../ui/text.ts'
import { absolute, useNow } from '../../ui/time.ts'

// Forms are fetched when they are opened: most visits to this page only look.
const ActOnPromise = fetched(() => import('../../forms/act-on-promise.tsx'), 'ActOnPromise')

type Row = Output<'desk.readToday'>['actNow'][number]

/** What needs a hand now, in the order of what is at stake. */
export function ActNow({ rows }: { rows: readonly Row[] }) {
  const now = useNow()
  const go = useGo()
  const [acting, setActing] = useState<{ action: PromiseAction; promise: PromiseData; customer: string } | null>(null)
  const move = (step: number) => {
    const links = [...document.querySelectorAll<HTMLElement>('[data-act] a')]
    const at = links.indexOf(document.activeElement as HTMLElement)
    links[Math.max(0, Math.min(links.length - 1, at + step))]?.focus()
  }
  useShortcuts([
    { keys: 'j', says: m.keyboard.nextRow(), run: () => move(1) },
    { keys: 'k', says: m.keyboard.previousRow(), run: () => move(-1) },
  ])
  return (
    <>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {rows.map((row) => {
          const { promise, customer } = row
          const to = placeOf(promise)
          const action = actionOf(row)
          return (
            <ActRow
              key={promise.id}
              badge={<PromiseBadge look={lookOf(promise, now)} />}
              title={promise.wording}
              to={to}
              customer={customer?.name ?? null}
              detail={detailOf(row)}
              at={promise.dueAt}
              owner={(row.owner ?? row.ownerTeam)?.name ?? null}
              action={
                action === null || !promise.allowed.some((each) => each === action) ? (
                  <Action size="xs" variant="default" onClick={() => go(to)}>
                    {row.why === 'wish' ? m.promise.act.answerWish() : m.common.open()}
                  </Action>
                ) : (
                  <Action
                    size="xs"
                    variant="light"
                    onClick={() => setActing({ action, promise, customer: customer?.name ?? '' })}
                  >
                    {action === 'renegotiate'
                      ? m.promise.action.renegotiate()
                      : action === 'tell'
                        ? m.promise.act.tell()
                        : m.promise.act.keep()}
                  </Action>
                )
              }
            />
          )
        })}
      </ul>
      {acting && (
        <ActOnPromise
          action={acting.action}
          promise={acting.promise}
          contact={acting.customer}
          onClose={() => setActing(null)}
        />
      )}
    </>
  )
}

function actionOf({ why }: Row): PromiseAction | null {
  if (why === 'wish' || why === 'reply') return null
  if (why === 'in_danger' || why === 'at_risk') return 'renegotiate'
  return why === 'not_told' ? 'tell' : 'deliver'
}

function detailOf({ why, wish, reply, failure, promise }: Row): ReactNode {
  // What the customer said waits for an answer, whatever else presses.
  if (reply) return reply.text ? m.today.replySaying({ text: reply.text }) : m.today.reply()
  if (why === 'in_danger' && promise.derivedDueAt) return m.explain.inDanger({ at: absolute(promise.derivedDueAt) })
  if (why === 'at_risk' && promise.risk?.chance != null) return <Chance chance={promise.risk.chance} atRisk />
  if (why === 'wish') {
    if (wish?.at && wish.text) return m.today.wishAtSaying({ at: absolute(wish.at), text: wish.text })
    if (wish?.at) return m.today.wishAt({ at: absolute(wish.at) })
    return wish?.text ? m.today.wishSaying({ text: wish.text }) : m.today.wish()
  }
  if (why !== 'not_told') return null
  return failure === 'no_address' || failure === 'no_contact' ? m.today.noAddress() : m.today.undelivered()
}
