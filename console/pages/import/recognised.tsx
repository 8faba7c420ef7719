import { SegmentedControl } from '@mantine/core'
import { IconFileDescription } from '@tabler/icons-react'
import { useId } from 'react'
import { i } from '../../parts/import-words.tsx'
import { Note } from '../../ui/note.tsx'
import type { Change } from './mapping.tsx'
import css from './page.module.css'
import type { Import } from './page.tsx'

const systemNames = { zendesk: 'Zendesk', freshdesk: 'Freshdesk', chatwoot: 'Chatwoot', zammad: 'Zammad' } as const
const kinds = ['requests', 'customers'] as const

/** Which export the file is, and what its rows are read as. */
export function Recognised({ one, onChange }: { one: Import; onChange: (change: Change) => void }) {
  const label = useId()
  const { detected, mapping } = one
  if (!detected) return null
  const { export: found } = detected
  return (
    <div className={css.recognised}>
      {found && (
        <Note icon={<IconFileDescription size={16} stroke={1.8} />}>
          <strong>{i.exportOf[found.content]({ system: systemNames[found.system] })}</strong> {i.exportSays()}
          {found.kind === detected.kind && found.times === 'account' && ` ${i.exportAccountZone()}`}
          {mapping?.closeIsLastChange && ` ${i.exportLastChange()}`}
        </Note>
      )}
      <div className={css.row}>
        <span id={label} className={css.field}>
          {i.readAs()}
        </span>
        <SegmentedControl
          size="xs"
          aria-labelledby={label}
          value={detected.kind}
          onChange={(kind) => onChange({ kind: kind as (typeof kinds)[number] })}
          data={kinds.map((kind) => ({ value: kind, label: i.kindOf[kind]() }))}
        />
      </div>
    </div>
  )
}
