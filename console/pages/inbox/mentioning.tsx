import { type KeyboardEvent, type RefObject, useId, useState } from 'react'
import { useMemberNames } from '../../api/people.ts'
import { w } from '../../parts/inbox-words.tsx'
import css from './composer.module.css'

/** `@an` before the caret: where it begins, and what was typed of the name. */
const begun = /(?:^|[\s(])@([\p{L}\p{M}'’.-]*(?: [\p{L}\p{M}'’.-]*)?)$/u

const most = 6

/** Names members in a note: what is offered while an @ is typed, and whom the text names. */
export function useMentioning(
  field: RefObject<HTMLTextAreaElement | null>,
  text: string,
  setText: (text: string) => void,
) {
  const names = useMemberNames()
  const [caret, setCaret] = useState<number | null>(null)
  const [active, setActive] = useState(0)
  const listId = useId()
  const typed = caret === null ? undefined : begun.exec(text.slice(0, caret))?.[1]
  const fits = (name: string) => name.toLocaleLowerCase().includes((typed ?? '').toLocaleLowerCase())
  const offered = typed === undefined ? [] : [...names].filter(([, name]) => fits(name)).slice(0, most)
  const at = Math.min(active, offered.length - 1)

  function choose(name: string): void {
    if (caret === null || typed === undefined) return
    const start = caret - typed.length
    const named = `${text.slice(0, start)}${name} `
    setText(named + text.slice(caret).trimStart())
    setCaret(null)
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(named.length, named.length)
    })
  }
  /** Takes the keys of the open list; false: they are the text's. */
  function onKeyDown(event: KeyboardEvent): boolean {
    const [, name] = offered[at] ?? []
    if (name === undefined || event.ctrlKey || event.metaKey || event.altKey) return false
    if (event.key === 'Enter' || event.key === 'Tab') choose(name)
    else if (event.key === 'ArrowDown') setActive((at + 1) % offered.length)
    else if (event.key === 'ArrowUp') setActive((at + offered.length - 1) % offered.length)
    else if (event.key === 'Escape') setCaret(null)
    else return false
    event.preventDefault()
    return true
  }
  return {
    onKeyDown,
    /** To be called when the text or the caret has moved. */
    look: (element: HTMLTextAreaElement) => {
      setCaret(element.selectionStart === element.selectionEnd ? element.selectionStart : null)
      setActive(0)
    },
    mentions: [...names].filter(([, name]) => text.includes(`@${name}`)).map(([id]) => id),
    field:
      offered.length > 0
        ? { 'aria-controls': listId, 'aria-activedescendant': `${listId}-${at}`, 'aria-haspopup': 'listbox' as const }
        : {},
    list: offered.length > 0 && (
      <div id={listId} role="listbox" aria-label={w.mentions.who()} className={css.mentions}>
        {offered.map(([id, name], index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the text's, which keeps the focus
          <div
            key={id}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={css.mention}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(name)}
          >
            {name}
          </div>
        ))}
      </div>
    ),
  }
}
