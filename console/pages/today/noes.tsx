import { IconAlertTriangle } from '@tabler/icons-react'
import { useList } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { ActRow } from '../../parts/act-row.tsx'
import { type FollowUp, stateOf, WithFollowUpWords, w } from '../../parts/followup-words.tsx'
import { paths } from '../../paths.ts'
import { Section } from '../../ui/page.tsx'

/** Fetched with the file. */
export const texts = [WithFollowUpWords]

/** Customers who said that it did not go as promised, and are still to be answered. */
export function Noes() {
  const may = useMay()
  const { items } = useList('followUps.list', { unsettled: 'true', limit: 50 }, { enabled: may('requests.read') })
  if (items.length === 0) return null
  return (
    <WithFollowUpWords>
      <List followUps={items} />
    </WithFollowUpWords>
  )
}

const List = ({ followUps }: { followUps: readonly FollowUp[] }) => (
  <Section title={w.noes()} count={followUps.length} id="noes" flush>
    <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {followUps.map((followUp) => (
        <ActRow
          key={followUp.id}
          badge={
            <IconAlertTriangle
              size={16}
              stroke={1.9}
              role="img"
              aria-label={stateOf(followUp)}
              style={{ color: 'var(--promise-broken)' }}
            />
          }
          title={followUp.request ? `#${followUp.request.number} ${followUp.request.subject}` : stateOf(followUp)}
          to={followUp.request ? paths.request(followUp.request.id) : paths.today()}
          customer={followUp.customer?.name ?? null}
          detail={followUp.answers.at(-1)?.words}
          at={followUp.answeredAt ?? followUp.askAt}
          owner={null}
          action={null}
        />
      ))}
    </ul>
  </Section>
)
