import { createHash } from 'node:crypto'
import { loadMessages, type Messages } from '#messages/portal'
import { sentenceOf } from '#modules/conversations'
import type { Language } from '#platform/i18n'
import { loadMoments, type Moments, type Reader } from '#platform/moments'
import type { SeenOffer, SeenPromise, Tracking } from './view.ts'

/** The words, the calendar and the reader of one page. */
export type Voice = {
  language: Language
  words: Messages
  moments: Moments
  reader: Reader
  /** The organization's zone: where the reader's differs, the headline names it. */
  homeZone: string
}

/** How a customer is spoken to: their language and zone, dates in the form of the organization's country. */
export async function voiceOf(tracking: Pick<Tracking, 'language' | 'organization' | 'zone' | 'now'>): Promise<Voice> {
  const { language, organization, zone, now } = tracking
  const [words, moments] = await Promise.all([loadMessages(language), loadMoments(language, organization.country)])
  return { language, words, moments, reader: { zone, now }, homeZone: organization.zone }
}

/** "Your boiler will be repaired by Thursday 26 November, 16:00" */
export const headlineOf = (promise: SeenPromise, { moments, reader }: Voice): string =>
  sentenceOf(promise, moments, reader)

/** The promise with the date that it has if the customer answers now, or today; while nothing stands still, its own. */
export const headlineIf = (answered: 'dueIfNow' | 'dueIfToday', promise: SeenPromise, voice: Voice): string =>
  promise.paused === null
    ? headlineOf(promise, voice)
    : headlineOf({ ...promise, dueAt: promise.paused[answered], windowFrom: null }, voice)

/** When it is by the clocks of the organization, where they show another time than the reader's; null where not. */
export function firmTimeOf(
  at: Temporal.Instant,
  organization: string,
  { words, moments, reader, homeZone }: Voice,
): string | null {
  const offsetIn = (zone: string) => at.toZonedDateTimeISO(zone).offset
  if (offsetIn(reader.zone) === offsetIn(homeZone)) return null
  const there = moments.dateTime(at, { zone: homeZone, now: reader.now, homeZone: reader.zone })
  return words.firmZone({ organization, when: there })
}

/**
 * What a customer who answers has seen, as text, and its digest: an answer counts for exactly this, and is refused
 * when the promise reads differently by then.
 */
export function seenText(promise: SeenPromise, voice: Voice, organization: string): { text: string; digest: string } {
  const { words, moments, reader } = voice
  const lines = [
    organization,
    headlineOf(promise, voice),
    ...(promise.pausable ? [words.countsFromAnswer()] : []),
    ...(promise.caveats.length > 0 ? [`${words.caveats()}:`, ...promise.caveats.map((caveat) => `- ${caveat}`)] : []),
    words.zone({ zone: moments.zone(reader.zone, promise.dueAt) }),
  ]
  const text = lines.join('\n')
  return { text, digest: createHash('sha256').update(text).digest('hex') }
}

/** The same of what a customer may choose from. */
export function offerText(
  { possible, whyNot, restsOn, options, chooseBy }: SeenOffer,
  { words, moments, reader }: Voice,
  organization: string,
): { text: string; digest: string } {
  const lines = [
    organization,
    ...(possible === null ? [] : [possible]),
    ...(whyNot === null ? [] : [`${words.choice.whyNot()}: ${whyNot}`]),
    ...(restsOn === null ? [] : [words.choice.restsOn({ policy: restsOn })]),
    ...options.map(({ text }) => `- ${text}`),
    ...(chooseBy === null ? [] : [moments.dateTime(chooseBy, reader)]),
  ]
  const text = lines.join('\n')
  return { text, digest: createHash('sha256').update(text).digest('hex') }
}
