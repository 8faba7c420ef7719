import type { z } from 'zod'
import type { explainByLink } from '#modules/conversations'
import { type Html, html } from '#platform/html'
import type { Voice } from '../wording.ts'

export type DateOrigin = z.output<typeof explainByLink.output>

/** So much is listed on a page that is read on a phone. */
const LISTED = 14

/** How the date of the headline comes about: opened by whoever wants to know, without JavaScript. */
export function dateOrigin(origin: DateOrigin, voice: Voice): Html {
  const { words, moments, reader } = voice
  const { startAt, duration } = origin
  const counted = startAt !== null && duration !== null
  return html`<details class="card origin"><summary>${words.explain.title()}</summary>
${
  counted
    ? html`<p>${words.explain.counted({ start: moments.dateTime(startAt, reader), what: durationWords(duration, voice) })}</p>`
    : html`<p>${words.explain.agreed()}</p>`
}
${origin.agrees ? [timesTable(origin, voice), daysList(origin, voice)] : html`<p>${words.explain.changed()}</p>`}
${origin.pauses.map(({ from, to }) =>
  to === null || from === to
    ? null
    : html`<p>${words.explain.paused({ from: moments.short(from, reader), to: moments.short(to, reader) })}</p>`,
)}
${zoneNote(origin, voice)}
</details>`
}

function timesTable({ times, moreTimes }: DateOrigin, voice: Voice): Html | null {
  if (times.length === 0) return null
  const { words, moments, reader } = voice
  const rest = moreTimes + Math.max(0, times.length - LISTED)
  return html`<table><thead><tr><th scope="col">${words.explain.day()}</th><th scope="col">${words.explain.fromTo()}</th><th scope="col">${words.explain.length()}</th></tr></thead>
<tbody>${times
    .slice(0, LISTED)
    .map(
      ({ from, to, seconds }) =>
        html`<tr><th scope="row">${moments.date(from, reader)}</th><td>${moments.time(from, reader)}–${moments.time(to, reader)}</td><td>${lengthWords(seconds, voice)}</td></tr>`,
    )}</tbody></table>
${rest > 0 ? html`<p>${words.explain.more({ n: rest })}</p>` : null}`
}

function daysList({ days, moreDays }: DateOrigin, voice: Voice): Html | null {
  // One day is the headline's own.
  if (days.length < 2) return null
  const { words, moments } = voice
  const rest = moreDays + Math.max(0, days.length - LISTED)
  // A date has no time: it is said as it is written, whatever the reader's zone.
  const reader = { ...voice.reader, zone: 'UTC' }
  return html`<ol class="days">${days.slice(0, LISTED).map(({ date }) => html`<li>${moments.date(`${date}T12:00:00Z`, reader)}</li>`)}</ol>
${rest > 0 ? html`<p>${words.explain.more({ n: rest })}</p>` : null}`
}

/** "10 h of our opening hours", "2 working days, until we close". */
export function durationWords(duration: NonNullable<DateOrigin['duration']>, voice: Voice): string {
  const words = voice.words.explain
  const { n, unit } = duration
  if (unit === 'business_seconds') return words.openingHours({ length: lengthWords(n, voice) })
  const what =
    unit === 'business_days'
      ? n === 0
        ? words.sameDay()
        : words.workingDays({ n })
      : unit === 'days'
        ? words.days({ n })
        : unit === 'weeks'
          ? words.weeks({ n })
          : words.months({ n })
  if (duration.at === 'close') return words.untilClose({ what })
  return duration.at === 'same_time' ? what : words.atTime({ what, time: duration.at })
}

/** Business time in hours and minutes: a day of it is no day. */
function lengthWords(seconds: number, { words }: Voice): string {
  const minutes = Math.round(seconds / 60)
  const [h, m] = [Math.floor(minutes / 60), minutes % 60]
  if (h === 0) return words.explain.m({ m })
  return m === 0 ? words.explain.h({ h }) : words.explain.hm({ h, m })
}

/** The firm's zone, where its clocks show another time than the reader's. */
function zoneNote({ timeZone, derivedDueAt }: DateOrigin, { words, moments, reader }: Voice): Html | null {
  if (timeZone === null) return null
  const at = Temporal.Instant.from(derivedDueAt)
  const offset = (zone: string) => at.toZonedDateTimeISO(zone).offsetNanoseconds
  if (offset(timeZone) === offset(reader.zone)) return null
  return html`<p class="hint">${words.explain.zone({ zone: moments.zone(timeZone, at) })}</p>`
}
