import type { Moment, Moments, Reader } from '#platform/moments'

/** What is needed of a promise to say it in one sentence. */
export type Sayable = { wording: string; dueAt: Moment; windowFrom: Moment | null }

/** "by Thursday 26 November, 16:00", or the arrival window: the end of the sentence. */
export const whenOf = ({ dueAt, windowFrom }: Omit<Sayable, 'wording'>, moments: Moments, reader: Reader): string =>
  windowFrom === null ? moments.by(dueAt, reader) : moments.between(windowFrom, dueAt, reader)

/** A sentence that goes on has no full stop yet. */
export const withoutStop = (wording: string): string => wording.trim().replace(/[.。\s]+$/u, '')

/** "Your boiler will be repaired by Thursday 26 November, 16:00" */
export const sentenceOf = (promise: Sayable, moments: Moments, reader: Reader): string =>
  `${withoutStop(promise.wording)} ${whenOf(promise, moments, reader)}`
