import { useList } from '../../api/read.ts'
import { PromiseBadge } from '../../parts/promise-badge.tsx'
import { lookOf, requestIdOf } from '../../parts/promise-state.ts'
import { paths } from '../../paths.ts'
import { A } from '../../ui/link.tsx'
import { Section } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'
import { useNow } from '../../ui/time.ts'
import { When } from '../../ui/when.tsx'
import css from './other-matters.module.css'

const SHOWN = 5

/** What else is open with a customer: requests, and what was promised in each that is due next. */
export function useOtherMatters(customerId: string | null, requestId: string) {
  const enabled = customerId !== null
  const of = { customerId: customerId ?? '', followed: 'true' } as const
  const requests = useList('requests.list', { ...of, status: 'open', limit: SHOWN + 1 }, { enabled })
  const promises = useList('promises.list', { ...of, state: 'proposed,open', limit: 50 }, { enabled })
  const others = requests.items.filter(({ id }) => id !== requestId)
  return {
    isPending: enabled && (requests.isPending || promises.isPending),
    more: others.length > SHOWN || requests.hasNextPage,
    matters: others.slice(0, SHOWN).map((request) => ({
      request,
      // The list is in the order of due instants.
      next: promises.items.find(({ about }) => requestIdOf(about) === request.id) ?? null,
    })),
  }
}

interface Props {
  readonly customerId: string
  readonly others: ReturnType<typeof useOtherMatters>
}

export function OtherMatters({ customerId, others: { matters, more } }: Props) {
  const now = useNow()
  if (matters.length === 0) return null
  return (
    <Section title={m.request.alsoOpen()}>
      <ul className={css.list}>
        {matters.map(({ request, next }) => (
          <li key={request.id}>
            <A to={paths.request(request.id)} className={css.link ?? ''}>
              <span className="figures">#{request.number}</span> {request.subject}
            </A>
            {next && (
              <span className={css.next}>
                <PromiseBadge look={lookOf(next, now)} />
                <When at={next.dueAt} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {more && <A to={paths.customer(customerId)}>{m.common.more()}</A>}
    </Section>
  )
}
