import type { Input } from '../api/contract.ts'
import { m } from '../ui/text.ts'
import { readerZone } from '../ui/time.ts'
import { instantAt, type WallTime } from '../ui/zoned-time.ts'
import type { Errors } from './form.ts'

type Note = Omit<Input<'conversations.continueByCall'>, 'id'>

export interface NoteValues {
  readonly channel: Note['channel']
  readonly direction: Note['direction']
  readonly outcome: NonNullable<Note['outcome']>
  /** They came to us, and still wait for an answer of ours. */
  readonly waits: boolean
  readonly text: string
  readonly nextStep: string
  /** null: it happened just now. */
  readonly at: WallTime | null
}

/** A note that nobody has written in: on the telephone we call, at the counter they come. */
export const blankNote = (channel: Note['channel']): NoteValues => ({
  channel,
  direction: channel === 'phone' ? 'out' : 'in',
  outcome: 'reached',
  waits: false,
  text: '',
  nextStep: '',
  at: null,
})

/** Only whom we call may not be reached. */
export const mayMiss = ({ channel, direction }: Pick<NoteValues, 'channel' | 'direction'>): boolean =>
  channel === 'phone' && direction === 'out'

export const wrongIn = ({ text, at }: NoteValues): Errors<NoteValues> => ({
  text: text.trim() === '' ? m.common.required() : undefined,
  at: at !== null && !instantAt(at, readerZone) ? m.common.required() : undefined,
})

/** What is sent. What cannot be chosen any more, as things were chosen after, is left out. */
export function noteInput({ channel, direction, outcome, waits, text, nextStep, at }: NoteValues): Note {
  const when = at === null ? null : instantAt(at, readerZone)
  return {
    channel,
    direction,
    outcome: mayMiss({ channel, direction }) ? outcome : 'reached',
    answered: !(direction === 'in' && waits),
    text,
    ...(nextStep.trim() === '' ? {} : { nextStep }),
    ...(when === null ? {} : { at: when }),
  }
}
