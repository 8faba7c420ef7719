/** Messages whose promises are known, and how many of them are found: for the tests and the benchmark. */
import { type FoundPromise, findPromises } from '../language.ts'

export interface KnownMessage {
  readonly language: string
  readonly now: Temporal.Instant
  readonly timeZone: string
  readonly text: string
  /** A promise by the answers that are right: `2026-03-12T15:00` to the minute, `2026-03-12` to the day, `none`. */
  readonly promises: readonly (readonly string[])[]
}

export interface Score {
  readonly known: number
  readonly found: number
  /** Known promises that one found promise stands for. */
  readonly hits: number
  /** Of these, those with the right time. */
  readonly exact: number
  readonly misses: readonly string[]
}

/** The local time that a promise is due, to the minute; `none` without one. */
export function localDue({ due }: FoundPromise, timeZone: string): string {
  return due?.toZonedDateTimeISO(timeZone).toPlainDateTime().toString().slice(0, 16) ?? 'none'
}

/** Pairs what was found with what is known: the right times first, then dated with dated and undated with undated. */
export function score(messages: readonly KnownMessage[]): Score {
  const total = { known: 0, found: 0, hits: 0, exact: 0 }
  const misses: string[] = []
  for (const { text, language, now, timeZone, promises } of messages) {
    const found = findPromises(text, { language, now, timeZone }).map((promise) => localDue(promise, timeZone))
    const all = found.join(', ')
    const open = promises.filter((answers) => !take(found, (due) => answers.some((answer) => due.startsWith(answer))))
    const exact = promises.length - open.length
    const missed = open.filter(([answer]) => !take(found, (due) => (due === 'none') === (answer === 'none')))
    total.known += promises.length
    total.exact += exact
    total.hits += promises.length - missed.length
    total.found += exact + open.length - missed.length + found.length
    if (open.length > 0 || found.length > 0) misses.push(`${text} → ${all}`)
  }
  return { ...total, misses }
}

function take(list: string[], wanted: (item: string) => boolean): boolean {
  const index = list.findIndex(wanted)
  if (index >= 0) list.splice(index, 1)
  return index >= 0
}

/** Reads the format of `fixtures/README.md`. */
export function readMessages(file: string): KnownMessage[] {
  const messages: KnownMessage[] = []
  let scene = { language: 'en', now: Temporal.Instant.fromEpochMilliseconds(0), timeZone: 'UTC' }
  const lines = file.split('\n').filter((line) => line !== '')
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as string
    const [, language, now, timeZone] = /^@ (\S+) (\S+) (\S+)$/.exec(line) ?? []
    if (language && now && timeZone) {
      scene = { language, timeZone, now: Temporal.PlainDateTime.from(now).toZonedDateTime(timeZone).toInstant() }
      continue
    }
    const answers = (lines[++i] ?? '').slice(1).split(';')
    const promises = answers.map((one) => one.split('|').map((answer) => answer.trim())).filter(([answer]) => answer)
    messages.push({ ...scene, text: line.replaceAll('\\n', '\n'), promises })
  }
  return messages
}
