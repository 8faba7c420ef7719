import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { FetchedMenu } from '../../ui/fetched-menu.tsx'

interface Props {
  readonly icon: ReactNode
  readonly label: string
  readonly opens: 'menu' | 'dialog'
  readonly load: () => Promise<unknown>
  /** What stands in the button's place once it was pressed: the same button with what it opens, opened. */
  readonly children: ReactNode
}

/** A button above a list. What it opens is fetched when the pointer or the focus reaches it. */
export const ToolButton = ({ icon, label, opens, load, children }: Props) => (
  <FetchedMenu
    load={load}
    button={(asking) => (
      <Button variant="default" size="xs" leftSection={icon} {...asking} aria-haspopup={opens}>
        {label}
      </Button>
    )}
  >
    {children}
  </FetchedMenu>
)
