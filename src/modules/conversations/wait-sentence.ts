import type { PromiseView } from '#modules/promises'
import type { Moment, Moments, Reader } from '#platform/moments'
import { sentenceOf } from './promise-sentence.ts'

type Standing = {
  wording: string
  dueAt: Moment
  windowFrom: Moment | null
  waiting: Pick<NonNullable<PromiseView['waiting']>, 'dueIfAnsweredToday'> | null
}

/** A promise with the date that it has if the customer answers today; while nothing stands still, its own. */
export function dateIfAnswered(promise: Standing, moments: Moments, reader: Reader): string {
  if (promise.waiting === null) return sentenceOf(promise, moments, reader)
  return sentenceOf(
    { wording: promise.wording, dueAt: promise.waiting.dueIfAnsweredToday, windowFrom: null },
    moments,
    reader,
  )
}
