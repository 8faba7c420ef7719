import { Button } from '@mantine/core'
import { type ReactNode, Suspense, useState } from 'react'

interface Props {
  readonly icon: ReactNode
  readonly label: string
  readonly opens: 'menu' | 'dialog'
  readonly load: () => Promise<unknown>
  /** What stands in the button's place once it was pressed: the same button with what it opens, opened. */
  readonly children: ReactNode
}

/** A button above a list. What it opens is fetched when the pointer or the focus reaches it. */
export function ToolButton({ icon, label, opens, load, children }: Props) {
  const [asked, setAsked] = useState(false)
  const button = (
    <Button
      variant="default"
      size="xs"
      leftSection={icon}
      aria-haspopup={opens}
      aria-expanded={false}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => setAsked(true)}
    >
      {label}
    </Button>
  )
  return asked ? <Suspense fallback={button}>{children}</Suspense> : button
}
