import type { Output } from '../api/contract.ts'
import { locale } from '../ui/text.ts'
import { absolute, dayOnly, readerZone } from '../ui/time.ts'
import { w } from './standing-words.tsx'

export type Notes = Output<'desk.readCustomerNotes'>
type Note = Notes['notes'][number]
type Reach = NonNullable<Notes['reach']>

/** A note about a customer as a sentence. Only below `WithStandingWords`. */
export function noteSentence({ code, weight, n, of, at }: Note): string {
  const when = at === null ? '' : absolute(at)
  const count = n ?? 0
  switch (code) {
    case 'broken_promises':
      return of === 1 ? w.notes.brokenLast() : w.notes.broken({ n: count, of: of ?? count })
    case 'waiting':
      return weight === 'grave' ? w.notes.waitingLate({ at: when }) : w.notes.waiting({ at: when })
    case 'complaint':
      return w.notes.complaint({ at: at === null ? '' : dayOnly(at) })
    case 'overdue':
      return w.notes.overdue({ n: count, at: when })
    case 'asked_again':
      return w.notes.asked({ n: count })
    case 'declined':
      return w.notes.declined()
    case 'all_kept':
      return w.notes.kept({ n: count })
  }
}

export const moodWord = (word: Notes['mood']['word']): string =>
  ({
    content: w.mood.content,
    neutral: w.mood.neutral,
    strained: w.mood.strained,
    at_risk_of_leaving: w.mood.atRisk,
  })[word]()

const MOST_TIMES = 3
/** "Tue 10:02, Wed 09:30"; of many the last ones. Longer ago than six days, with the date. */
function timesOf(calls: readonly string[], now: number): string {
  const shown = calls.slice(-MOST_TIMES)
  const far = shown.some((at) => now - Date.parse(at) > 6 * 86_400_000)
  const format = new Intl.DateTimeFormat(locale, {
    ...{ weekday: 'short', hour: '2-digit', minute: '2-digit', timeZone: readerZone },
    ...(far ? { day: 'numeric', month: 'short' } : {}),
  })
  return `${shown.length < calls.length ? '… ' : ''}${shown.map((at) => format.format(new Date(at))).join(', ')}`
}

const listed = (parts: readonly string[]): string =>
  new Intl.ListFormat(locale, { style: 'long', type: 'conjunction' }).format(parts)

/** "The customer called twice (Tue 10:02, Wed 09:30) and wrote once; nobody has answered." */
export function theirAttempts({ calls, mails, portal, spoken }: NonNullable<Reach['theirs']>, now: number): string {
  const parts = [
    ...(calls.length > 0 ? [w.reach.calls({ n: calls.length, times: timesOf(calls, now) })] : []),
    ...(mails > 0 ? [w.reach.mails({ n: mails })] : []),
    ...(portal > 0 ? [w.reach.portal({ n: portal })] : []),
    ...(spoken > 0 ? [w.reach.spoken({ n: spoken })] : []),
  ]
  return w.reach.theirs({ what: listed(parts) })
}

/** "We called 3 times without reaching them (…) and left a message; the last mail came back." */
export function ourAttempts({ calls, messagesLeft, mailsBack }: NonNullable<Reach['ours']>, now: number): string {
  const did = [
    ...(calls.length > 0 ? [w.reach.weCalls({ n: calls.length, times: timesOf(calls, now) })] : []),
    ...(messagesLeft > 0 ? [w.reach.weLeft({ n: messagesLeft })] : []),
  ]
  const parts = [
    ...(did.length > 0 ? [w.reach.weDid({ what: listed(did) })] : []),
    ...(mailsBack > 0 ? [w.reach.back({ n: mailsBack })] : []),
  ].join('; ')
  return w.reach.ours({ what: parts.charAt(0).toLocaleUpperCase(locale) + parts.slice(1) })
}
