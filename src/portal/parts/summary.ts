import { whenOf, withoutStop } from '#modules/conversations'
import { type Html, html } from '#platform/html'
import { firstOfChain, type SeenPromise, type SeenState, seenState, stillStanding, type Tracking } from '../view.ts'
import { firmTimeOf, headlineIf, headlineOf, type Voice } from '../wording.ts'
import { latenessSeconds, secondsBetween } from './history.ts'
import { type Icon, icon } from './icon.ts'

const icons: Readonly<Record<SeenState, Icon>> = {
  proposed: 'ask',
  open: 'clock',
  paused: 'pause',
  kept: 'done',
  late: 'late',
  doneLate: 'late',
  withdrawn: 'gone',
  declined: 'no',
  renegotiated: 'moved',
}

/** State as icon, word and colour. */
export function badge(promise: SeenPromise, { words }: Voice): Html {
  const state = seenState(promise)
  return html`<p class="badge ${state}">${icon(icons[state])}${words.state[state]()}</p>`
}

/** The one sentence that the customer came for, and what else stands beside it. */
export function summary(tracking: Tracking, voice: Voice): Html {
  const { current, now } = tracking
  const { words, moments, reader } = voice
  const state = seenState(current)
  const before = stillStanding(tracking)
  const first = firstOfChain(tracking)
  const runs = state === 'proposed' || state === 'open'
  const lead = leadOf(current, voice)
  const stands = runs || state === 'paused'
  const notes = [
    stands ? firmTimeOf(current.paused?.dueIfNow ?? current.dueAt, tracking.organization.name, voice) : null,
    stands && current.pausable ? words.countsFromAnswer() : null,
    current.reason === null ? null : words.reason({ reason: current.reason }),
    lead === null ? null : words.promisedWas({ headline: headlineOf(current, voice) }),
    current.occurredAt === null ? null : words.doneAt({ when: moments.dateTime(current.occurredAt, reader) }),
    state === 'late' ? words.lateBy({ duration: moments.duration(secondsBetween(current.dueAt, now)) }) : null,
    before ? words.stillStands({ headline: headlineOf(before, voice) }) : null,
    first && first.id !== before?.id ? words.firstDate({ headline: headlineOf(first, voice) }) : null,
  ]
  return html`<div class="summary">
${badge(current, voice)}
<h1>${lead ?? html`<span lang="${current.language}">${withoutStop(current.wording)}</span> ${unbroken(whenOf(current, moments, { ...reader, homeZone: voice.homeZone }))}`}</h1>
${runs ? html`<p class="relative">${moments.relative(current.dueAt, now)}</p>` : null}
${notes.map((note) => (note === null ? null : html`<p class="note">${note}</p>`))}
</div>`
}

/** A day stays on the line of its month. */
const unbroken = (when: string): string => when.replace(/(?<![:\d])(\d{1,2}) (?=\p{L})/gu, '$1\u00a0')

/** What the headline says once the promise has ended, or while its date waits for an answer; null while it is itself the headline. */
function leadOf(promise: SeenPromise, voice: Voice): string | null {
  const { words, moments } = voice
  const state = seenState(promise)
  if (state === 'paused') return words.wait.ifNow({ headline: headlineIf('dueIfNow', promise, voice) })
  if (state === 'doneLate') return words.headline.doneLate({ duration: moments.duration(latenessSeconds(promise)) })
  if (state === 'declined' && promise.wishAt !== null) return words.headline.wished()
  if (state === 'kept' || state === 'late' || state === 'withdrawn' || state === 'declined')
    return words.headline[state]()
  return null
}
