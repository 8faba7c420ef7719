import { Drawer } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { type ReactNode, useState } from 'react'
import css from './sheet.module.css'
import { m } from './text.ts'

interface Props {
  readonly title: string
  readonly lead?: ReactNode
  /** Called once the sheet has gone. */
  readonly onClose: () => void
  /** Keeps a slip of the pointer from losing what was typed; Escape and the cross still close. */
  readonly holdsWork?: boolean
  readonly size?: number
  readonly children: (close: () => void) => ReactNode
}

/** A sheet over the page's right side; on a phone it covers the screen. */
export function Sheet({ title, lead, onClose, holdsWork = false, size = 480, children }: Props) {
  const phone = useMediaQuery('(max-width: 719px)', undefined, { getInitialValueInEffect: false }) ?? false
  const [opened, setOpened] = useState(true)
  const close = () => setOpened(false)
  return (
    <Drawer.Root
      opened={opened}
      onClose={close}
      onExitTransitionEnd={onClose}
      position={phone ? 'bottom' : 'right'}
      size={phone ? '100dvh' : size}
      closeOnClickOutside={!holdsWork}
      classNames={{
        content: css.content ?? '',
        header: css.header ?? '',
        body: css.body ?? '',
        title: css.title ?? '',
      }}
    >
      <Drawer.Overlay />
      <Drawer.Content>
        <Drawer.Header>
          <div className={css.titles}>
            <Drawer.Title component="h2">{title}</Drawer.Title>
            {lead && <div className={css.lead}>{lead}</div>}
          </div>
          <Drawer.CloseButton aria-label={m.common.close()} />
        </Drawer.Header>
        <Drawer.Body>{children(close)}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}

/** The sheet's scrolling part. */
export const SheetBody = ({ children }: { children: ReactNode }) => <div className={css.scroll}>{children}</div>

/** The row of buttons that stays at the foot of a sheet. */
export const SheetFoot = ({ children }: { children: ReactNode }) => <div className={css.foot}>{children}</div>
