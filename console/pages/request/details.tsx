import type { Output } from '../../api/contract.ts'
import { useMemberNames } from '../../api/people.ts'
import { Section } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'
import { absolute } from '../../ui/time.ts'
import css from './details.module.css'

/** What a request is about, in the words it came with, and what is known of it; what is not known is left out. */
export function RequestDetails({ request }: { request: Output<'requests.get'> }) {
  const members = useMemberNames()
  const facts: [string, string | null | undefined][] = [
    [m.requests.owner(), request.ownerId ? (members.get(request.ownerId) ?? '') : null],
    [m.requests.service(), request.serviceName],
    [m.requests.category(), request.category],
    [m.requests.subcategory(), request.subcategory],
    [m.requests.channel(), request.channel],
    [m.requests.priority(), request.priority],
    [m.requests.team(), request.team],
    [m.requests.area(), request.area],
    [m.requests.source(), request.source === 'console' ? null : request.source],
    [m.requests.externalId(), request.externalId],
    [m.request.closedWhen(), request.closedAt ? absolute(request.closedAt) : null],
    [m.request.outcome(), request.outcome],
  ]
  const known = facts.filter((fact): fact is [string, string] => Boolean(fact[1]))
  if (known.length === 0 && !request.description) return null
  return (
    <Section title={m.request.details()}>
      {request.description && <p className={`${css.description} own-words`}>{request.description}</p>}
      {known.length > 0 && (
        <dl className={css.facts}>
          {known.map(([term, value]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  )
}
