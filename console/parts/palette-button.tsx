import { IconSearch } from '@tabler/icons-react'
import { createContext, lazy, type ReactNode, Suspense, use, useEffect, useState } from 'react'
import { useShortcuts } from '../ui/keyboard.tsx'
import { m } from '../ui/text.ts'

const load = () => import('./palette.tsx')
const Palette = lazy(() => load().then((file) => ({ default: file.Palette })))

const OpenPalette = createContext<() => void>(() => {})

const apple = /Mac|iPhone|iPad/.test(navigator.platform)

/** Opens the palette by ⌘K or Ctrl-K, wherever the focus is. */
export function PaletteProvider({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState(false)
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(apple ? event.metaKey : event.ctrlKey) || event.altKey) return
      event.preventDefault()
      setAsked(true)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
  useShortcuts([{ keys: apple ? '⌘ K' : 'Ctrl K', says: m.keyboard.palette(), run: () => setAsked(true) }])
  return (
    <OpenPalette value={() => setAsked(true)}>
      {children}
      <Suspense>{asked && <Palette onClose={() => setAsked(false)} />}</Suspense>
    </OpenPalette>
  )
}

interface Props {
  readonly className: string | undefined
  readonly children?: ReactNode
}

/** Opens the palette; its code is fetched when the pointer or the focus reaches the button. */
export function PaletteButton({ className, children }: Props) {
  const open = use(OpenPalette)
  return (
    <button
      type="button"
      className={className}
      aria-haspopup="dialog"
      aria-keyshortcuts={apple ? 'Meta+K' : 'Control+K'}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={open}
    >
      {children ?? (
        <>
          <IconSearch size={16} stroke={1.8} aria-hidden />
          <span>{m.nav.search()}</span>
          <kbd aria-hidden>{apple ? '⌘K' : 'Ctrl K'}</kbd>
        </>
      )}
    </button>
  )
}
