import { type ReactNode, Suspense, useState } from 'react'

/** What the button of a menu takes so that the menu is fetched when the pointer or the focus reaches it. */
export interface MenuAsking {
  readonly 'aria-haspopup': 'menu'
  readonly 'aria-expanded': false
  readonly onPointerEnter: () => void
  readonly onFocus: () => void
  readonly onClick: () => void
}

interface Props {
  readonly load: () => Promise<unknown>
  readonly button: (asking: MenuAsking) => ReactNode
  /** What stands in the button's place once it was pressed: the same button with its menu, opened. */
  readonly children: ReactNode
}

/** A button whose menu comes with the first use of it: most who see it do not press it. */
export function FetchedMenu({ load, button, children }: Props) {
  const [asked, setAsked] = useState(false)
  const waiting = button({
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
    onClick: () => setAsked(true),
  })
  return asked ? <Suspense fallback={waiting}>{children}</Suspense> : waiting
}
