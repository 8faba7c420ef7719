import { Loader, Modal } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconAlertTriangle, IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { api } from '../api/call.ts'
import { useList, useRead } from '../api/read.ts'
import { useMay } from '../api/session.tsx'
import { paths } from '../paths.ts'
import { Action } from '../ui/action.tsx'
import { A } from '../ui/link.tsx'
import { languageNames, m } from '../ui/text.ts'
import { Trouble } from '../ui/trouble.tsx'
import { fits, wordsOf } from './palette-match.ts'
import css from './script-finder.module.css'
import type { PickUse } from './script-picker.tsx'
import type { ScriptPlace } from './script-place.ts'
import { nameOfUse, type Script, variableName, WithScriptWords, w } from './script-words.tsx'

/** Fetched with the file. */
export const texts = [WithScriptWords]

interface Props {
  readonly place: ScriptPlace
  readonly uses: readonly PickUse[]
  readonly onInsert: (text: string) => void
  readonly onClose: () => void
}

/** Finds a script by a few letters, shows it with what is known of the matter, and puts it in. */
export const ScriptFinder = (props: Props) => (
  <WithScriptWords>
    <Window {...props} />
  </WithScriptWords>
)

function Window(props: Props) {
  const onPhone = useMediaQuery('(max-width: 720px)', undefined, { getInitialValueInEffect: false })
  return (
    <Modal
      opened
      onClose={props.onClose}
      withCloseButton={false}
      returnFocus={false}
      aria-label={w.pick.title()}
      padding={0}
      size={860}
      yOffset="10dvh"
      fullScreen={onPhone}
      classNames={{ content: css.content ?? '', body: css.body ?? '' }}
    >
      <Finder {...props} />
    </Modal>
  )
}

function Finder({ place, uses, onInsert, onClose }: Props) {
  const id = useId()
  const may = useMay()
  const scripts = useList('scripts.list', { limit: 200 })
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<string>()
  const shown = fittingScripts(scripts.items, uses, typed)
  const at = Math.max(
    0,
    shown.findIndex((script) => script.id === chosen),
  )
  const current = shown[at]
  const preview = useRead(
    'scripts.preview',
    { ...place, id: current?.id ?? '' },
    { enabled: current !== undefined, keep: true },
  )
  const ready = preview.data && !preview.isPlaceholderData ? preview.data : undefined
  const field = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => field.current?.focus(), [])
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [at])
  const [wanted, setWanted] = useState(false)
  const [linking, setLinking] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)

  async function insert(): Promise<void> {
    if (!ready || linking) return setWanted(true)
    let { text } = ready
    // A link is made only for what is going to be sent.
    if (ready.missing.includes('link') && ready.promiseId !== null && may('conversations.createLink')) {
      setLinking(true)
      try {
        const { url } = await api('conversations.createLink', { id: ready.promiseId })
        if (url) text = text.replaceAll('{{link}}', url)
      } catch (error) {
        setLinking(false)
        return setProblem(error)
      }
    }
    onInsert(text)
    onClose()
  }
  // Enter was pressed before the preview was there.
  useEffect(() => {
    if (!wanted || !ready) return
    setWanted(false)
    void insert()
  })

  const keys = (event: KeyboardEvent) => {
    const last = shown.length - 1
    const next = { ArrowDown: at >= last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1 }[event.key]
    if (next !== undefined) {
      event.preventDefault()
      setChosen(shown[next]?.id)
    } else if (event.key === 'Enter' && current) {
      event.preventDefault()
      void insert()
    }
  }
  return (
    <div className={css.finder}>
      <div className={css.field}>
        <IconSearch size={18} stroke={1.8} aria-hidden />
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-label={w.pick.search()}
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={current ? `${id}-${at}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={w.pick.search()}
          data-autofocus
          maxLength={200}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            setChosen(undefined)
          }}
          onKeyDown={keys}
        />
        {(scripts.isFetching || linking) && <Loader size={16} aria-hidden />}
        <button type="button" className={css.close} onClick={onClose}>
          {m.common.close()}
        </button>
      </div>
      {scripts.isError && <Trouble error={scripts.error} onRetry={() => void scripts.refetch()} />}
      <div className={css.columns}>
        <div id={`${id}-list`} role="listbox" aria-label={w.pick.title()} className={css.list} ref={list} tabIndex={-1}>
          {shown.map((script, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard is the field's, which owns the list
            // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, as a combobox wants it
            <div
              key={script.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === at}
              data-at={index}
              className={css.option}
              onClick={() => setChosen(script.id)}
              onDoubleClick={() => void insert()}
            >
              <span className={css.name}>{script.name}</span>
              <span className={css.detail}>
                {nameOfUse(script.use)} · {w.tone[script.tone]()}
              </span>
            </div>
          ))}
        </div>
        <section className={css.preview} aria-label={w.pick.preview()} aria-busy={ready === undefined}>
          {preview.isError && <Trouble error={preview.error} onRetry={() => void preview.refetch()} />}
          {problem !== null && <Trouble error={problem} />}
          {current && preview.data && (
            <>
              <Unknown missing={ready?.missing ?? []} linked={ready?.promiseId != null} />
              {ready && ready.language !== ready.readerLanguage && (
                <p className={css.note}>{w.pick.otherLanguage({ language: languageNames[ready.language] })}</p>
              )}
              <p className={css.text} lang={preview.data.language}>
                <Marked text={preview.data.text} />
              </p>
            </>
          )}
        </section>
      </div>
      {scripts.isSuccess && shown.length === 0 && (
        <p className={css.nothing}>
          {scripts.items.length > 0 && typed.trim() !== '' ? w.pick.nothing() : w.pick.none()}{' '}
          {may('scripts.create') && <A to={paths.settings('scripts')}>{w.pick.toSettings()}</A>}
        </p>
      )}
      <div className={css.foot}>
        <span className={css.hint} aria-hidden>
          {w.pick.hint()}
        </span>
        {current && (
          <Action size="xs" loading={linking} onClick={() => void insert()}>
            {w.pick.insert()}
          </Action>
        )}
      </div>
      <div role="status" className={css.unseen}>
        {scripts.isSuccess ? w.pick.found({ count: shown.length }) : ''}
      </div>
    </div>
  )
}

/** Those that are for this place, by how well what was typed fits; without anything typed, by what they are for. */
function fittingScripts(scripts: readonly Script[], uses: readonly PickUse[], typed: string): Script[] {
  const words = wordsOf(typed)
  const place = ({ use }: Script) => uses.indexOf(use)
  const here = scripts.filter(({ use }) => uses.includes(use))
  if (words.length === 0) return here.toSorted((a, b) => place(a) - place(b))
  return here
    .map((script) => ({ script, fit: fits(words, `${script.name} ${nameOfUse(script.use)} ${w.tone[script.tone]()}`) }))
    .filter(({ fit }) => fit > 0)
    .toSorted((a, b) => b.fit - a.fit)
    .map(({ script }) => script)
}

function Unknown({ missing, linked }: { missing: readonly string[]; linked: boolean }) {
  const names = missing.filter((name) => name !== 'link' || !linked)
  if (names.length === 0) return null
  return (
    <p className={css.unknown}>
      <IconAlertTriangle size={15} stroke={1.9} aria-hidden />
      {w.pick.unknown({ names: names.map(variableName).join(', ') })}
    </p>
  )
}

/** A text in which what is not known stands out. */
const Marked = ({ text }: { text: string }) =>
  text.split(/(\{\{[a-z_]+\}\})/).map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, in its order
    index % 2 === 1 ? <mark key={index}>{part}</mark> : part,
  )
