import type { Row } from '../../api/contract.ts'
import { useRead } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { ActRow } from '../../parts/act-row.tsx'
import { Cause } from '../../parts/recovery-data.tsx'
import { v, WithRecoveryWords } from '../../parts/recovery-words.tsx'
import { paths } from '../../paths.ts'
import { Section } from '../../ui/page.tsx'
import { absolute } from '../../ui/time.ts'

/** Fetched with the file. */
export const texts = [WithRecoveryWords]

type Recovery = Row<'recoveries.list'>

interface Props {
  /** The end of the firm's day. */
  readonly until: string
}

/** Recoveries whose last moment comes today, and that somebody still has to send. */
export function Recoveries({ until }: Props) {
  const may = useMay()
  const { data } = useRead('recoveries.list', { limit: 50 }, { enabled: may('recoveries.read'), keep: true })
  const due = (data?.items ?? []).filter(({ actBy }) => actBy !== null && Date.parse(actBy) < Date.parse(until))
  if (due.length === 0) return null
  return (
    <WithRecoveryWords>
      <List recoveries={due} />
    </WithRecoveryWords>
  )
}

function List({ recoveries }: { recoveries: readonly Recovery[] }) {
  return (
    <Section title={v.today.title()} count={recoveries.length} id="recoveries" flush>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {recoveries.map(
          (one) =>
            one.actBy && (
              <ActRow
                key={one.id}
                badge={<Cause cause={one.cause} />}
                title={one.title}
                to={paths.recovery(one.id)}
                customer={null}
                detail={v.today.says({ n: one.counts.waiting + one.counts.failed, at: absolute(one.actBy) })}
                at={one.actBy}
                owner={one.ownerName}
                action={null}
              />
            ),
        )}
      </ul>
    </Section>
  )
}
