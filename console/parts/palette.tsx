import { Loader, Modal } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, use, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { useRead } from '../api/read.ts'
import { language, m } from '../ui/text.ts'
import { Trouble } from '../ui/trouble.tsx'
import css from './palette.module.css'
import { type Entry, fitting, type Group, useFoundEntries, useOwnEntries } from './palette-entries.tsx'
import { marksIn, wordsOf } from './palette-match.ts'
import { type PaletteTexts, paletteTexts } from './palette-words.ts'

const GROUPS: readonly Group[] = ['recent', 'actions', 'pages', 'customers', 'requests']
const MOST_OWN = 7
const TYPING_MILLISECONDS = 120

interface Props {
  readonly opened: boolean
  readonly onClose: () => void
  /** How long it takes to come and to go. */
  readonly fadeMilliseconds: number
}

/** Finds any page, action, customer or request by a few letters. */
export function Palette({ opened, onClose, fadeMilliseconds }: Props) {
  const w = use(paletteTexts(language))
  const onPhone = useMediaQuery('(max-width: 720px)', undefined, { getInitialValueInEffect: false })
  return (
    <Modal
      data-palette
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      returnFocus={false}
      aria-label={w.label()}
      padding={0}
      size={620}
      yOffset="12dvh"
      transitionProps={{ duration: fadeMilliseconds }}
      fullScreen={onPhone}
      classNames={{ content: css.content ?? '', body: css.body ?? '' }}
    >
      <Finder w={w} onDone={onClose} />
    </Modal>
  )
}

function Finder({ w, onDone }: { w: PaletteTexts; onDone: () => void }) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const asked = useRested(typed.trim())
  const { entries, recent } = useOwnEntries(w)
  const search = useRead('desk.search', { q: asked }, { enabled: asked.length > 1, keep: true })
  const found = useFoundEntries(typed.trim().length > 1 ? search.data : undefined)
  const words = wordsOf(typed)
  const own = words.length === 0 ? entries : fitting(entries, words).slice(0, MOST_OWN)
  const shown = GROUPS.flatMap((group) =>
    [...(words.length === 0 ? recent : []), ...own, ...found].filter((entry) => entry.group === group),
  )
  // By its key, so that what is found later does not move the choice to another entry.
  const [chosen, setChosen] = useState<string>()
  const at = Math.max(
    0,
    shown.findIndex(({ key }) => key === chosen),
  )
  const field = useRef<HTMLInputElement>(null)
  // At once: what is typed just after ⌘K is meant for the field.
  useLayoutEffect(() => field.current?.focus(), [])
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [at])

  const run = (entry: Entry | undefined) => {
    if (!entry) return
    onDone()
    entry.run()
  }
  const keys = (event: KeyboardEvent) => {
    const last = shown.length - 1
    const next = { ArrowDown: at >= last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1, Home: 0, End: last }[event.key]
    const inText = (event.key === 'Home' || event.key === 'End') && typed !== ''
    if (next !== undefined && !inText) {
      event.preventDefault()
      setChosen(shown[next]?.key)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      run(shown[at])
    }
  }
  const waiting = typed.trim().length > 1 && (search.isFetching || asked !== typed.trim())
  const nothing = shown.length === 0 && words.length > 0 && !waiting && !search.isError
  return (
    <div className={css.finder}>
      <div className={css.field}>
        <IconSearch size={18} stroke={1.8} aria-hidden />
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-label={w.label()}
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={shown.length > 0 ? `${id}-${at}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="go"
          placeholder={w.placeholder()}
          data-autofocus
          maxLength={200}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            setChosen(undefined)
          }}
          onKeyDown={keys}
        />
        <span className={css.waiting}>{waiting && <Loader size={16} aria-hidden />}</span>
        <button type="button" className={css.close} onClick={onDone}>
          {m.common.close()}
        </button>
      </div>
      {search.isError && <Trouble error={search.error} onRetry={() => void search.refetch()} />}
      <div id={`${id}-list`} role="listbox" aria-label={w.results()} className={css.list} ref={list} tabIndex={-1}>
        {GROUPS.map((group) => {
          const members = shown.map((entry, index) => ({ entry, index })).filter(({ entry }) => entry.group === group)
          if (members.length === 0) return null
          return (
            // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
            <div key={group} role="group" aria-label={w.group[group]()}>
              <div className={css.group} aria-hidden>
                {w.group[group]()}
              </div>
              {members.map(({ entry, index }) => (
                <Option
                  key={entry.key}
                  id={`${id}-${index}`}
                  entry={entry}
                  at={index}
                  chosen={index === at}
                  words={words}
                  onPoint={() => setChosen(entry.key)}
                  onRun={() => run(entry)}
                />
              ))}
            </div>
          )
        })}
      </div>
      {nothing && <p className={css.nothing}>{w.nothing({ q: typed.trim() })}</p>}
      <p className={css.hint} aria-hidden>
        {w.hint()}
      </p>
      <div role="status" className={css.unseen}>
        {words.length > 0 && !waiting ? w.found({ n: shown.length }) : ''}
      </div>
    </div>
  )
}

interface OptionProps {
  readonly id: string
  readonly entry: Entry
  readonly at: number
  readonly chosen: boolean
  readonly words: readonly string[]
  readonly onPoint: () => void
  readonly onRun: () => void
}

function Option({ id, entry, at, chosen, words, onPoint, onRun }: OptionProps) {
  const { label, detail, icon: Icon } = entry
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard is the field's, which owns the list
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, as a combobox wants it
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      data-at={at}
      className={css.option}
      onPointerMove={onPoint}
      onClick={onRun}
    >
      <Icon size={18} stroke={1.7} aria-hidden />
      <span className={css.label}>
        {marksIn(words, label).map((part, index) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, in its order
          part.marked ? <mark key={index}>{part.text}</mark> : part.text,
        )}
      </span>
      {detail && <span className={css.detail}>{detail}</span>}
    </div>
  )
}

/** A text once it has rested: not every letter is asked about. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), TYPING_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [text])
  return rested
}
