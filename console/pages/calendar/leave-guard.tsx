import { Modal } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { w } from '../../parts/calendar-words.tsx'
import { Action } from '../../ui/action.tsx'
import { m } from '../../ui/text.ts'
import css from './page.module.css'

/** Asks before unsaved changes are left behind. */
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
      title={w.edit.leaveTitle()}
      closeButtonProps={{ 'aria-label': m.common.close() }}
    >
      <p>{w.edit.leaveSays()}</p>
      <div className={css.foot}>
        <Action variant="default" onClick={() => leaving.reset?.()}>
          {w.edit.stay()}
        </Action>
        <Action color="dark" onClick={() => leaving.proceed?.()}>
          {w.edit.discard()}
        </Action>
      </div>
    </Modal>
  )
}
