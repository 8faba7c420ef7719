import type { KnownMessage } from '../../src/library/language/scored.ts'

interface Corpus {
  readonly messages: readonly {
    readonly language: string
    /** Local wall time of the business, or an instant. */
    readonly now: string
    readonly timeZone: string
    readonly text: string
    readonly promises: readonly {
      readonly due: string | null
      readonly granularity: 'minute' | 'day' | 'none'
      readonly accept?: readonly (string | null)[]
    }[]
  }[]
}

/** Messages written by somebody else than the implementation. To the day, only the date of an answer counts. */
export function readCorpus(file: string): KnownMessage[] {
  const { messages } = JSON.parse(file) as Corpus
  return messages.map(({ now, timeZone, promises, ...message }) => ({
    ...message,
    timeZone,
    now: instantOf(now, timeZone),
    promises: promises.map(({ due, granularity, accept = [] }) =>
      [due, ...accept].map((answer) => answerOf(answer, granularity, timeZone)),
    ),
  }))
}

const hasOffset = (time: string): boolean => /(Z|[+-]\d\d:?\d\d)(\[.*\])?$/.test(time)

function instantOf(time: string, timeZone: string): Temporal.Instant {
  if (hasOffset(time)) return Temporal.Instant.from(time)
  return Temporal.PlainDateTime.from(time).toZonedDateTime(timeZone).toInstant()
}

function answerOf(answer: string | null, granularity: string, timeZone: string): string {
  if (answer === null || granularity === 'none') return 'none'
  const local = hasOffset(answer)
    ? Temporal.Instant.from(answer).toZonedDateTimeISO(timeZone).toPlainDateTime().toString()
    : answer
  return local.slice(0, granularity === 'minute' && local.length > 10 ? 16 : 10)
}
