import { useState } from 'react'
import { useMay } from '../../api/session.tsx'
import css from '../../parts/list/list.module.css'
import type { useChoosing } from '../../parts/list/use-choosing.ts'
import { type Item, isOpenItem, type Recovery, readyIn, whyNotSend } from '../../parts/recovery-data.tsx'
import { v } from '../../parts/recovery-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { toast } from '../../ui/toast.ts'

const AdjustItems = fetched(() => import('../../forms/adjust-items.tsx'), 'AdjustItems')
const SendRecovery = fetched(() => import('../../forms/send-recovery.tsx'), 'SendRecovery')

/** As many ids as the API takes at a time. */
const MOST = 1000

interface Props {
  readonly recovery: Recovery
  readonly choosing: Pick<ReturnType<typeof useChoosing>, 'selection' | 'clear' | 'chooseShown' | 'chooseAll'>
  readonly items: readonly (Item & { id: string })[]
  readonly onDone: () => void
}

/** What is chosen in a recovery, and what can be done with it: adjusted, left alone, sent. */
export function ChosenBar({ recovery, choosing, items, onDone }: Props) {
  const { selection, clear, chooseShown, chooseAll } = choosing
  const [sheet, setSheet] = useState<'adjust' | 'leave' | 'send' | null>(null)
  const mayMany = useMay()('recoveries.openMany')
  const { all, keys } = selection
  if (!all && keys.size === 0) return null
  const open = items.filter((item) => keys.has(item.id) && isOpenItem(item))
  const ids = all ? null : open.map(({ id }) => id)
  const n = all ? recovery.counts.waiting + recovery.counts.failed : open.length
  const ready = all ? readyIn(recovery) : open.filter(({ newDueAt }) => newDueAt !== null).length
  const tooMany = ids !== null && ids.length > MOST ? v.chosenBar.mostAtOnce() : null
  const busy = recovery.state === 'planning' ? v.planning() : n === 0 ? v.sendNone() : tooMany
  const done = () => {
    clear()
    onDone()
  }
  return (
    <div className={css.bar}>
      <span className={css.count} role="status">
        {all ? v.chosenBar.all({ n }) : v.chosenBar.n({ n: keys.size })}
      </span>
      <Action size="xs" variant="default" disabledBecause={busy} onClick={() => setSheet('adjust')}>
        {v.chosenBar.adjust()}
      </Action>
      <Action size="xs" variant="default" disabledBecause={busy} onClick={() => setSheet('leave')}>
        {v.chosenBar.leave()}
      </Action>
      <Action
        size="xs"
        disabledBecause={tooMany ?? whyNotSend(recovery, mayMany, ready)}
        onClick={() => setSheet('send')}
      >
        {v.chosenBar.send({ n: ready })}
      </Action>
      {!all && (
        <>
          <Action size="xs" variant="subtle" onClick={chooseShown}>
            {v.chosenBar.shown()}
          </Action>
          <Action size="xs" variant="subtle" onClick={chooseAll}>
            {v.chosenBar.chooseAll()}
          </Action>
        </>
      )}
      <Action size="xs" variant="subtle" onClick={clear}>
        {v.chosenBar.clear()}
      </Action>
      {sheet === 'adjust' && (
        <AdjustItems recovery={recovery} ids={ids} n={n} onDone={done} onClose={() => setSheet(null)} />
      )}
      {sheet === 'send' && (
        <SendRecovery
          recovery={recovery}
          chosen={all ? null : open.filter(({ newDueAt }) => newDueAt !== null)}
          onDone={done}
          onClose={() => setSheet(null)}
        />
      )}
      {sheet === 'leave' && (
        <Confirm
          operation="recoveries.changeItems"
          input={{ id: recovery.id, leave: true, ...(ids ? { promiseIds: ids } : {}) }}
          title={v.leave.title({ n })}
          submit={v.leave.submit()}
          onDone={({ changed }) => {
            toast(v.leave.done({ n: changed }))
            done()
          }}
          onClose={() => setSheet(null)}
        >
          {v.leave.says()}
        </Confirm>
      )}
    </div>
  )
}
