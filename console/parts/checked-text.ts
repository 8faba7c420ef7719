import { useEffect, useState } from 'react'
import { api } from '../api/call.ts'
import type { Input, Output } from '../api/contract.ts'

type Read = Output<'conversations.checkText'> & Partial<Pick<Output<'conversations.checkNewText'>, 'contactQuiet'>>
export type Found = Read['promises'][number]
export type Flag = Read['flags'][number]
export type Promised = NonNullable<Input<'conversations.write'>['promises']>[number]

/** Where a text belongs: a conversation, or none yet. */
export type Place =
  | { readonly conversationId: string }
  | Pick<Input<'conversations.checkNewText'>, 'about' | 'contactId' | 'channel' | 'moving'>

// Short enough to feel immediate, long enough not to ask for every letter.
const restMilliseconds = 350

const read = (place: Place, text: string, signal: AbortSignal): Promise<Read> =>
  'conversationId' in place
    ? api('conversations.checkText', { id: place.conversationId, text }, { signal })
    : api('conversations.checkNewText', { ...place, text }, { signal })

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** A promise that goes with what is written, as it stands in the text. */
type Going = Found & { readonly asksAnswer: boolean }

/**
 * What a text promises and contradicts, asked for when the writer rests; an answer to an older text is thrown away. What
 * is recorded goes with the text, and stays with it only as long as the text says it.
 */
export function useChecked(place: Place, text: string, enabled: boolean) {
  const [checked, setChecked] = useState<Read | null>(null)
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set())
  const [chosen, setChosen] = useState<readonly Going[]>([])
  const [reason, setReason] = useState('')
  const where = JSON.stringify(place)
  useEffect(() => {
    if (!enabled || text.trim() === '') return setChecked(null)
    const asking = new AbortController()
    const timer = setTimeout(() => {
      read(JSON.parse(where), text, asking.signal).then(setChecked, () => {})
    }, restMilliseconds)
    return () => {
      clearTimeout(timer)
      asking.abort()
    }
  }, [where, text, enabled])
  const going = enabled ? chosen.filter((each) => text.includes(each.text)) : []
  const goes = ({ text: said }: Found): boolean => going.some((each) => each.text === said)
  const offered =
    checked?.promises.filter((found) => found.already === null && !dismissed.has(found.text) && !goes(found)) ?? []
  const flags = checked?.flags ?? []
  return {
    offered,
    going,
    flags,
    checked,
    reason,
    setReason,
    /** Nothing is said below the firm's floor. */
    stopped: flags.some(({ hard }) => hard),
    dismiss: (found: Found) => setDismissed(new Set([...dismissed, found.text])),
    record: (found: Found) => found.dueAt !== null && setChosen([...going, { ...found, asksAnswer: false }]),
    remove: (found: Found) => setChosen(going.filter((each) => each.text !== found.text)),
    ask: (found: Found, asksAnswer: boolean) =>
      setChosen(going.map((each) => ({ ...each, asksAnswer: each.text === found.text && asksAnswer }))),
    clear: () => {
      setChosen([])
      setReason('')
      setDismissed(new Set())
    },
    /** What is sent beside the text. */
    beside: {
      ...(reason.trim() ? { reason: reason.trim() } : {}),
      ...(going.length > 0 ? { promises: going.map(promisedOf) } : {}),
    },
  }
}
export type Checked = ReturnType<typeof useChecked>

/** The reason that a form holds for what it says in spite of a flag. */
export const reasonIn = ({ current }: { readonly current: Checked | null }) => {
  const reason = current?.beside.reason
  return reason === undefined ? {} : { reason }
}

const promisedOf = ({ kind, text, dueAt, windowFrom, asksAnswer }: Going): Promised => ({
  kind,
  wording: sentence(text),
  dueAt: dueAt ?? '',
  ...(windowFrom ? { windowFrom } : {}),
  ...(asksAnswer ? { asksAnswer } : {}),
})

/** What can be done with the first promise on offer by keyboard; true: it was done. */
export function onGuardKeys(checked: Checked, event: { altKey: boolean; key: string }): boolean {
  const [first] = checked.offered
  if (!event.altKey || !first || (event.key !== 'Enter' && event.key !== 'Backspace')) return false
  if (event.key === 'Enter') checked.record(first)
  else checked.dismiss(first)
  return true
}
