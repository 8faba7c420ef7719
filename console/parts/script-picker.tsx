import { IconMessage2 } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { Input } from '../api/contract.ts'
import { Action } from '../ui/action.tsx'
import { fetched } from '../ui/fetched.tsx'
import css from './script-picker.module.css'
import type { ScriptPlace } from './script-place.ts'
import { unfilledIn } from './unfilled.ts'
import { WithWritingWords, w } from './writing-words.tsx'

export type PickUse = NonNullable<Input<'scripts.list'>['use']>

interface Props {
  readonly place: ScriptPlace
  /** What scripts are offered for, those that fit best first. */
  readonly uses: readonly PickUse[]
  readonly text: string
  readonly onText: (text: string) => void
  /** What stands there before anybody has written: a script takes its place. */
  readonly instead?: string
}

// It comes with its first use: most texts are written without.
const Finder = fetched(() => import('./script-finder.tsx'), 'ScriptFinder')

/**
 * Puts a script in at the caret of the first text field of the form that it stands in, by button or Alt+S, and says what
 * has to be filled in still.
 */
export const ScriptPicker = (props: Props) => (
  <WithWritingWords>
    <Picker {...props} />
  </WithWritingWords>
)

function Picker({ text, onText, instead, ...rest }: Props) {
  const root = useRef<HTMLDivElement>(null)
  const [opened, setOpened] = useState(false)
  const caret = useRef(0)
  const field = () => root.current?.closest('form')?.querySelector('textarea') ?? null
  const open = useRef(() => {})
  open.current = () => {
    caret.current = field()?.selectionStart ?? text.length
    setOpened(true)
  }
  useEffect(() => {
    const form = root.current?.closest('form')
    const listen = (event: KeyboardEvent) => {
      if (!event.altKey || event.code !== 'KeyS' || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      open.current()
    }
    form?.addEventListener('keydown', listen)
    return () => form?.removeEventListener('keydown', listen)
  }, [])

  function select(from: number, length: number): void {
    field()?.focus()
    field()?.setSelectionRange(from, from + length)
  }

  function insert(said: string): void {
    const written = text === instead ? '' : text
    const before = written.slice(0, caret.current)
    onText(before + said + written.slice(caret.current))
    // What is not known yet is what is written next.
    const [gap] = unfilledIn(said)
    const at = gap === undefined ? said.length : said.indexOf(gap)
    // Once the text is drawn and the finder has gone.
    requestAnimationFrame(() => select(before.length + at, gap?.length ?? 0))
  }

  const gaps = unfilledIn(text)
  return (
    <div ref={root} className={css.picker}>
      <Action
        variant="subtle"
        size="compact-sm"
        leftSection={<IconMessage2 size={15} stroke={1.8} aria-hidden />}
        onClick={() => open.current()}
      >
        {w.insertScript()}
      </Action>
      <span role="status">
        {gaps.length > 0 && (
          <>
            {w.unfilled()}{' '}
            {gaps.map((gap) => (
              <button key={gap} type="button" className={css.gap} onClick={() => select(text.indexOf(gap), gap.length)}>
                {gap}
              </button>
            ))}
          </>
        )}
      </span>
      {opened && (
        <Finder
          {...rest}
          onInsert={insert}
          onClose={() => {
            setOpened(false)
            field()?.focus()
          }}
        />
      )}
    </div>
  )
}
