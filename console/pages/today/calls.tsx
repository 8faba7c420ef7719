import { IconPhone } from '@tabler/icons-react'
import { useState } from 'react'
import type { Row } from '../../api/contract.ts'
import { useMay } from '../../api/session.tsx'
import { ActRow } from '../../parts/act-row.tsx'
import { placeOf } from '../../parts/promise-state.ts'
import { WithTellingWords, w } from '../../parts/telling-words.tsx'
import { Action } from '../../ui/action.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { Section } from '../../ui/page.tsx'
import { absolute, useNow } from '../../ui/time.ts'

/** Fetched with the file. */
export const texts = [WithTellingWords]

const MakeCall = fetched(() => import('../../forms/make-call.tsx'), 'MakeCall')

type Call = Row<'calls.list'>

interface Props {
  readonly calls: readonly Call[]
}

/** Customers who are to be told by telephone, those due soonest first. */
export const Calls = (props: Props) => (
  <WithTellingWords>
    <List {...props} />
  </WithTellingWords>
)

function List({ calls }: Props) {
  const [making, setMaking] = useState<string | null>(null)
  return (
    <Section title={w.calls.title()} count={calls.length} id="calls" flush>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {calls.map((call) => (
          <CallRow key={call.id} call={call} onMake={() => setMaking(call.id)} />
        ))}
      </ul>
      {making && <MakeCall id={making} onClose={() => setMaking(null)} />}
    </Section>
  )
}

function CallRow({ call, onMake }: { call: Call; onMake: () => void }) {
  const now = useNow()
  const may = useMay()
  const details = [
    call.contact?.name === call.customer?.name ? null : call.contact?.name,
    w.calls.why[call.why === 'no_address' ? 'noAddress' : call.why](),
    call.wished ? w.calls.wished({ text: call.wished }) : null,
    call.attempts > 0 ? w.calls.attempts({ n: call.attempts }) : null,
    Date.parse(call.notBefore) > now ? w.calls.since({ at: absolute(call.notBefore) }) : null,
  ]
  return (
    <ActRow
      badge={<IconPhone size={15} stroke={1.9} aria-hidden style={{ color: 'var(--ink-3)' }} />}
      title={call.promise.wording}
      to={placeOf({ id: call.promise.id, about: call.about })}
      customer={call.customer?.name ?? null}
      detail={details.filter(Boolean).join(' · ')}
      at={call.dueAt}
      owner={call.owner?.name ?? call.ownerTeam?.name ?? null}
      action={
        may('conversations.write') && (
          <Action
            size="xs"
            variant="light"
            leftSection={<IconPhone size={14} stroke={2} aria-hidden />}
            aria-label={w.calls.makeTo({ name: call.contact?.name ?? call.number })}
            onClick={onMake}
          >
            {w.calls.make()}
          </Action>
        )
      }
    />
  )
}
