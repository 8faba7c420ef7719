import { type Html, html } from '#platform/html'
import { type HistoryEntry, historyOf, type SaidEntry, type SeenPromise, type Tracking } from '../view.ts'
import { headlineOf, type Voice } from '../wording.ts'

/** What happened so far, with the reasons given, newest first. */
export function history(tracking: Tracking, voice: Voice): Html {
  const { words, moments, reader } = voice
  return html`<section class="card" aria-labelledby="history">
<h2 id="history">${words.history.title()}</h2>
<ol class="history">${historyOf(tracking).map(
    (entry) => html`<li>
<time datetime="${entry.at.toString()}">${moments.dateTime(entry.at, reader)}</time>
<p>${entryText(entry, voice)}</p>
${reasonOf(entry) === null ? null : html`<p class="why">${words.reason({ reason: reasonOf(entry) ?? '' })}</p>`}
</li>`,
  )}</ol>
</section>`
}

/** Why it was; when it is good to call stands in the line itself. */
const reasonOf = (entry: HistoryEntry): string | null => (entry.what === 'callAsked' ? null : entry.reason)

function entryText(entry: HistoryEntry, voice: Voice): string {
  const { words, moments } = voice
  if (!('promise' in entry)) return saidText(entry, voice)
  const { what, promise } = entry
  switch (what) {
    case 'proposed':
    case 'made':
    case 'moved':
      return words.history[what]({ headline: headlineOf(promise, voice) })
    case 'wished':
      return words.history.wished({ wish: wishOf(promise, voice) })
    case 'callAsked':
      return entry.reason === null ? words.history.callAsked() : words.history.callAskedText({ text: entry.reason })
    case 'doneLate':
      return words.history.doneLate({ duration: moments.duration(latenessSeconds(promise)) })
    default:
      return words.history[what]()
  }
}

function saidText({ what, text }: SaidEntry, { words }: Voice): string {
  if (what === 'replyNoted') return text === null ? words.history.replyNoted() : words.history.replyNotedText({ text })
  return words.history[what]({ text: text ?? '' })
}

/** The time the customer asked for and what they wrote, in one line. */
export function wishOf(promise: SeenPromise, { moments, reader }: Voice): string {
  const at = promise.wishAt === null ? null : moments.dateTime(promise.wishAt, reader)
  return [at, promise.wishText].filter(Boolean).join(' · ')
}

/** How long after due it was done, in seconds; 0 while it is not done. */
export const latenessSeconds = ({ occurredAt, dueAt }: SeenPromise): number =>
  occurredAt === null ? 0 : secondsBetween(dueAt, occurredAt)

/** From one instant to a later one, in seconds; 0 when it is not later. */
export const secondsBetween = (from: Temporal.Instant, to: Temporal.Instant): number =>
  Math.max(0, (to.epochMilliseconds - from.epochMilliseconds) / 1000)
