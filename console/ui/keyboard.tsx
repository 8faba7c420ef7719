import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'

const KeyboardHelp = lazy(() => import('./keyboard-help.tsx').then((file) => ({ default: file.KeyboardHelp })))

export interface Shortcut {
  /** `j`, `Enter`, `?`, or two keys in a row: `g t`. */
  readonly keys: string
  readonly says: string
  readonly run: () => void
}

interface Keyboard {
  add(shortcuts: readonly Shortcut[]): () => void
  showHelp(): void
}

const Shortcuts = createContext<Keyboard>({ add: () => () => {}, showHelp: () => {} })

const typesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  !(target instanceof HTMLInputElement && target.type === 'checkbox') &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) || target.role === 'combobox')

// A second key of a pair ("g t") must follow within this time.
const pairMilliseconds = 1200

/** Listens for the shortcuts of whatever is on screen, and shows them all when asked with "?". */
export function KeyboardProvider({ children }: { children: ReactNode }) {
  const sets = useRef(new Set<readonly Shortcut[]>())
  const [help, setHelp] = useState<readonly Shortcut[] | null>(null)
  const first = useRef<{ key: string; at: number } | null>(null)

  const showHelp = useCallback(() => {
    // Of two equal ones the newest: it is the one that runs.
    setHelp([...new Map([...sets.current].flat().map((shortcut) => [shortcut.keys, shortcut])).values()])
  }, [])

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typesText(event.target)) return
      // An open sheet, dialog or menu has the keyboard to itself.
      if (document.querySelector('[role="dialog"], [role="menu"]')) return
      if (event.key === '?') {
        event.preventDefault()
        return showHelp()
      }
      const pair = first.current && event.timeStamp - first.current.at < pairMilliseconds ? `${first.current.key} ` : ''
      const keys = pair + event.key
      const all = [...sets.current].flat().reverse()
      const found = all.find((shortcut) => shortcut.keys === keys)
      const begins = all.some((shortcut) => shortcut.keys.startsWith(`${event.key} `))
      first.current = !found && begins ? { key: event.key, at: event.timeStamp } : null
      if (!found) return
      event.preventDefault()
      found.run()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [showHelp])

  const keyboard = useMemo<Keyboard>(
    () => ({
      add(shortcuts) {
        sets.current.add(shortcuts)
        return () => sets.current.delete(shortcuts)
      },
      showHelp,
    }),
    [showHelp],
  )
  return (
    <Shortcuts value={keyboard}>
      {children}
      <Suspense>{help && <KeyboardHelp shortcuts={help} onClose={() => setHelp(null)} />}</Suspense>
    </Shortcuts>
  )
}

/** Offers shortcuts while the caller is on screen; the newest of two equal ones wins. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const { add } = use(Shortcuts)
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  const names = shortcuts.map((shortcut) => shortcut.keys).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: registered anew only when the keys themselves change
  useEffect(
    () =>
      add(
        latest.current.map(({ keys, says }) => ({
          keys,
          says,
          run: () => latest.current.find((shortcut) => shortcut.keys === keys)?.run(),
        })),
      ),
    [add, names],
  )
}

export const useKeyboardHelp = (): (() => void) => use(Shortcuts).showHelp
