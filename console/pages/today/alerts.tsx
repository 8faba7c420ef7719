import type { Output } from '../../api/contract.ts'
import { useRead } from '../../api/read.ts'
import { ActRow } from '../../parts/act-row.tsx'
import { PromiseBadge } from '../../parts/promise-badge.tsx'
import { lookOf, placeOf } from '../../parts/promise-state.ts'
import { StepAcknowledge } from '../../parts/step-acknowledge.tsx'
import { Section } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'
import { useNow } from '../../ui/time.ts'

type Alert = Output<'promises.listSteps'>['items'][number]

/** What the reader was warned of and has not acknowledged, soonest due first: one row a promise, its latest step. */
export function Alerts() {
  const now = useNow()
  const { data } = useRead('promises.listSteps', { mine: 'true', limit: 200 })
  const latest = new Map<string, Alert>()
  for (const alert of data?.items ?? []) {
    const known = latest.get(alert.promiseId)
    if (!known || known.n < alert.n) latest.set(alert.promiseId, alert)
  }
  const rows = [...latest.values()].sort((a, b) => Date.parse(a.promise.dueAt) - Date.parse(b.promise.dueAt))
  if (rows.length === 0) return null
  return (
    <Section title={m.steps.title()} count={rows.length} id="alerts" flush>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {rows.map((alert) => {
          const { promise } = alert
          const look = lookOf({ ...promise, occurredAt: null }, now)
          return (
            <ActRow
              key={alert.promiseId}
              badge={<PromiseBadge look={promise.pausedAt === null ? look : 'paused'} />}
              title={promise.wording}
              to={placeOf({ id: alert.promiseId, about: promise.about })}
              customer={promise.customer?.name ?? null}
              detail={alert.others.length > 0 ? m.steps.also({ names: namesOf(alert.others) }) : null}
              at={promise.dueAt}
              owner={alert.kind === 'warning' ? m.steps.warning() : m.steps.escalation()}
              action={<StepAcknowledge step={alert} />}
            />
          )
        })}
      </ul>
    </Section>
  )
}

const namesOf = (people: readonly { name: string }[]): string => people.map(({ name }) => name).join(', ')
