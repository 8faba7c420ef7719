import { IconSearch } from '@tabler/icons-react'
import { createContext, lazy, type ReactNode, Suspense, use, useCallback, useEffect, useRef, useState } from 'react'
import { useShortcuts } from '../ui/keyboard.tsx'
import { m } from '../ui/text.ts'

const load = () => import('./palette.tsx')
const Palette = lazy(() => load().then((file) => ({ default: file.Palette })))

const OpenPalette = createContext<() => void>(() => {})

/** Once a page stands, so that the palette is there when it is called. */
const FETCH_AFTER_MILLISECONDS = 3000

const FADE_MILLISECONDS = 80

const apple = /Mac|iPhone|iPad/.test(navigator.platform)

type State = { readonly state: 'away' | 'open' | 'closing'; readonly times: number }

const GONE_BY_MILLISECONDS = [40, 160, 600] as const

/** Asked for while it fades, it is a new one. */
const opened = (now: State): State => (now.state === 'open' ? now : { state: 'open', times: now.times + 1 })

/** Opens the palette by ⌘K or Ctrl-K, wherever the focus is. */
export function PaletteProvider({ children }: { children: ReactNode }) {
  const [{ state, times }, setState] = useState<State>({ state: 'away', times: 0 })
  const before = useRef<Element | null>(null)
  const open = useCallback(() => {
    const focused = document.activeElement
    // Asked for while it fades, the field has the focus still, or nothing has it any more.
    if (focused !== document.body && !focused?.closest('[data-palette]')) before.current = focused
    setState(opened)
  }, [])
  useEffect(() => {
    if (state === 'closing') {
      // Not by the end of the transition, which is not told of when it was closed before it had opened.
      const gone = setTimeout(() => setState({ state: 'away', times }), FADE_MILLISECONDS + 20)
      return () => clearTimeout(gone)
    }
    if (state !== 'away' || !(before.current instanceof HTMLElement)) return undefined
    // Once it has gone, which a busy browser may do later than it says. What was run may have opened something that has
    // the focus by now.
    const back = before.current
    const give = () => {
      if (document.activeElement === document.body) back.focus({ preventScroll: true })
    }
    give()
    const later = GONE_BY_MILLISECONDS.map((milliseconds) => setTimeout(give, milliseconds))
    return () => later.forEach(clearTimeout)
  }, [state, times])
  useEffect(() => {
    const idle = setTimeout(() => void load(), FETCH_AFTER_MILLISECONDS)
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(apple ? event.metaKey : event.ctrlKey) || event.altKey) return
      event.preventDefault()
      open()
    }
    document.addEventListener('keydown', listen)
    return () => {
      clearTimeout(idle)
      document.removeEventListener('keydown', listen)
    }
  }, [open])
  useShortcuts([{ keys: apple ? '⌘ K' : 'Ctrl K', says: m.keyboard.palette(), run: open }])
  return (
    <OpenPalette value={open}>
      {children}
      <Suspense>
        {state !== 'away' && (
          <Palette
            key={times}
            opened={state === 'open'}
            fadeMilliseconds={FADE_MILLISECONDS}
            onClose={() => setState((now) => ({ ...now, state: 'closing' }))}
          />
        )}
      </Suspense>
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
