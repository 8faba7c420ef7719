import { Modal } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { Action } from './action.tsx'
import css from './leave-guard.module.css'
import { m } from './text.ts'

interface Props {
  readonly holdsWork: boolean
  readonly texts: { readonly title: string; readonly says: string; readonly stay: string; readonly leave: string }
}

/** Asks before what is not saved is left behind. */
export function LeaveGuard({ holdsWork, texts }: Props) {
  const leaving = useBlocker({
    shouldBlockFn: () => holdsWork,
    enableBeforeUnload: () => holdsWork,
    withResolver: true,
  })
  return (
    <Modal
      opened={leaving.status === 'blocked'}
      onClose={() => leaving.reset?.()}
      title={texts.title}
      closeButtonProps={{ 'aria-label': m.common.close() }}
    >
      <p>{texts.says}</p>
      <div className={css.foot}>
        <Action variant="default" onClick={() => leaving.reset?.()}>
          {texts.stay}
        </Action>
        <Action color="dark" onClick={() => leaving.proceed?.()}>
          {texts.leave}
        </Action>
      </div>
    </Modal>
  )
}
