import { IconCalendarPlus, IconHeartHandshake } from '@tabler/icons-react'
import { useState } from 'react'
import type { Output } from '../../api/contract.ts'
import { useMemberNames } from '../../api/people.ts'
import { useList } from '../../api/read.ts'
import { chainsOf } from '../../parts/chains.ts'
import { PromiseBadge } from '../../parts/promise-badge.tsx'
import { PromiseCard } from '../../parts/promise-card.tsx'
import type { PromiseAction, PromiseData } from '../../parts/promise-data.ts'
import { lookOf } from '../../parts/promise-state.ts'
import { Action } from '../../ui/action.tsx'
import { Empty } from '../../ui/empty.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { Section } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'
import { absolute, useNow } from '../../ui/time.ts'
import { Trouble } from '../../ui/trouble.tsx'
import css from './promise-rail.module.css'
import { TrackingLink } from './tracking-link.tsx'

const ActOnPromise = fetched(() => import('../../forms/act-on-promise.tsx'), 'ActOnPromise')

interface Props {
  readonly request: Output<'requests.get'>
  readonly contacts: Output<'customers.get'>['contacts']
  readonly onPromise: () => void
}

/** The promises about a request, the ones that still stand first, each with what came before it. */
export function PromiseRail({ request, contacts, onPromise }: Props) {
  const members = useMemberNames()
  const [acting, setActing] = useState<{ action: PromiseAction; promise: PromiseData } | null>(null)
  const list = useList('promises.list', { about: `request:${request.id}`, limit: 200, include: 'steps' })
  const teams = new Map(list.items.map(({ ownerTeamId, ownerTeamName }) => [ownerTeamId, ownerTeamName]))
  const ownerOf = ({ ownerId, ownerTeamId }: PromiseData): string | null =>
    (ownerId ? members.get(ownerId) : teams.get(ownerTeamId)) ?? null
  const stepsOf = new Map(list.items.map(({ id, steps }) => [id, steps ?? []]))
  const chains = chainsOf(list.items)
  const shareable = chains.flatMap((chain) => chain.current).find((promise) => promise.beneficiary === 'customer')
  return (
    <Section
      title={m.request.promises()}
      count={list.items.length}
      id="promises"
      flush
      actions={shareable && <TrackingLink promiseId={shareable.id} />}
    >
      {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && chains.length === 0 && (
        <Empty
          icon={<IconHeartHandshake size={22} stroke={1.7} />}
          action={
            request.allowed.includes('promise') && (
              <Action size="xs" leftSection={<IconCalendarPlus size={14} aria-hidden />} onClick={onPromise}>
                {m.quote.title()}
              </Action>
            )
          }
        >
          {m.request.noPromises()}
        </Empty>
      )}
      {chains.map((chain) => (
        <div key={chain.id} className={css.chain}>
          {chain.current.map((promise) => (
            <PromiseCard
              key={promise.id}
              promise={promise}
              owner={ownerOf(promise)}
              steps={stepsOf.get(promise.id) ?? []}
              onAct={(action) => setActing({ action, promise })}
            />
          ))}
          {chain.before.length > 0 && <Before promises={chain.before} />}
        </div>
      ))}
      {acting && (
        <ActOnPromise
          action={acting.action}
          promise={acting.promise}
          contact={contacts.find((each) => each.id === acting.promise.contactId)?.name ?? request.customerName ?? ''}
          onClose={() => setActing(null)}
        />
      )}
    </Section>
  )
}

/** Earlier dates of the same promise. Nothing is overwritten: they stay readable. */
function Before({ promises }: { promises: readonly PromiseData[] }) {
  const now = useNow()
  return (
    <details className={css.before}>
      <summary>{m.promise.before({ n: promises.length })}</summary>
      <ol>
        {promises.map((promise) => (
          <li key={promise.id} id={`promise-${promise.id}`}>
            <PromiseBadge look={lookOf(promise, now)} />
            <time dateTime={promise.dueAt}>{absolute(promise.dueAt)}</time>
            {promise.reason && <span className={css.reason}>{promise.reason}</span>}
          </li>
        ))}
      </ol>
    </details>
  )
}
