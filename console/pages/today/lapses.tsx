import { IconClockPause } from '@tabler/icons-react'
import { useState } from 'react'
import { api } from '../../api/call.ts'
import type { Output } from '../../api/contract.ts'
import { client, useRead } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { WithClockWords, w } from '../../parts/clock-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Note } from '../../ui/note.tsx'
import { absolute, timeOnly } from '../../ui/time.ts'
import { toastTrouble } from '../../ui/toast.ts'
import css from './lapses.module.css'

/** When the clock stood still, and what was late for it, until somebody has seen it. */
export function Lapses() {
  const may = useMay()
  const { data } = useRead('promises.listLapses', { unseen: 'true', limit: 5 }, { enabled: may('promises.listLapses') })
  if (!data || data.items.length === 0) return null
  return (
    <WithClockWords>
      <div className={css.lapses}>
        {data.items.map((lapse) => (
          <Lapse key={lapse.id} lapse={lapse} />
        ))}
      </div>
    </WithClockWords>
  )
}

function Lapse({ lapse }: { lapse: Output<'promises.listLapses'>['items'][number] }) {
  const may = useMay()
  const [pending, setPending] = useState(false)
  async function dismiss(): Promise<void> {
    setPending(true)
    try {
      await api('promises.seeLapse', { id: lapse.id })
      await client.invalidateQueries({ refetchType: 'active' })
    } catch (error) {
      toastTrouble(error)
      setPending(false)
    }
  }
  const { from, to, broken, warned, skipped } = lapse
  const said = [
    w.lapse.stoodStill({ from: absolute(from), to: sameDay(from, to) ? timeOnly(to) : absolute(to) }),
    ...(broken > 0 ? [w.lapse.broke({ n: broken })] : []),
    ...(warned > 0 ? [w.lapse.late({ n: warned })] : []),
    ...(skipped > 0 ? [w.lapse.missed({ n: skipped })] : []),
  ]
  return (
    <Note icon={<IconClockPause size={16} stroke={1.8} />}>
      <div className={css.lapse}>
        <span className={css.says}>{said.join(' ')}</span>
        {may('promises.seeLapse') && (
          <Action size="xs" variant="default" loading={pending} onClick={() => void dismiss()}>
            {w.lapse.dismiss()}
          </Action>
        )}
      </div>
    </Note>
  )
}

const sameDay = (a: string, b: string): boolean => new Date(a).toDateString() === new Date(b).toDateString()
