import { Modal } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { w } from '../../parts/policy-words.tsx'
import { Action } from '../../ui/action.tsx'
import { m } from '../../ui/text.ts'
import css from './policy.module.css'

/** Asks before what was typed is left behind. */
export function LeaveGuard({ holdsWork }: { holdsWork: boolean }) {
  const leaving = useBlocker({
    shouldBlockFn: () => holdsWork,
    enableBeforeUnload: () => holdsWork,
    withResolver: true,
  })
  return (
    <Modal
      opened={leaving.status === 'blocked'}
      onClose={() => leaving.reset?.()}
      title={w.editor.leaveTitle()}
      closeButtonProps={{ 'aria-label': m.common.close() }}
    >
      <p>{w.editor.leaveSays()}</p>
      <div className={css.leave}>
        <Action variant="default" onClick={() => leaving.reset?.()}>
          {w.editor.stay()}
        </Action>
        <Action color="dark" onClick={() => leaving.proceed?.()}>
          {w.editor.leave()}
        </Action>
      </div>
    </Modal>
  )
}
