import type { Language } from '#platform/fields'
import type { PlannedCustomer } from './plan-customers.ts'
import { HOUR, plus } from './scene.ts'
import { INBOX_WORDS, type InboxWords } from './words/inbox-words.ts'

type Action =
  | {
      do: 'mail'
      subject: string
      text: string
      /** The server that is trusted has not proven the sender. */
      unproven?: true
      automatic?: 'auto_reply' | 'list' | 'bounce'
      files?: true
    }
  /** What it promises is recorded with it. */
  | { do: 'answer'; text: string; promises?: true }
  | { do: 'write'; subject: string; text: string }
  | { do: 'note'; text: string }
  | { do: 'own'; whom: string }
  | { do: 'rest'; until: Temporal.Instant }
  | { do: 'close' }
  | {
      do: 'call'
      channel: 'phone' | 'counter'
      direction: 'in' | 'out'
      outcome?: 'not_reached'
      answered?: false
      text: string
      nextStep?: string
    }

/** One thing that is said or done in a conversation, when, and by which member (a key of the staff). */
export type InboxStep = Action & { at: Temporal.Instant; by: string }

/** A conversation of the sample's inbox. */
export type PlannedThread = {
  /** With which customer of the plan; null: a stranger. */
  customer: number | null
  language: Language
  /** It is a matter of its own: a request is opened for it, and what policies promise is promised. */
  opens: boolean
  steps: InboxStep[]
}

type Firm = { now: Temporal.Instant; language: Language; timeZone: string }
type Draft = {
  reach: 'email' | 'phone' | 'stranger'
  opens?: true
  say(words: InboxWords, own: InboxWords, firm: Firm): (Action & { hours: number; by?: string })[]
}

/** What stands in the inbox of a working day: hours before now. */
const THREADS: readonly Draft[] = [
  {
    reach: 'email',
    opens: true,
    say: ({ cold }, own) => [
      { do: 'mail', hours: 0.8, subject: cold.subject, text: cold.text },
      { do: 'note', hours: 0.6, by: 'rosa.mendes', text: own.cold.note },
      { do: 'own', hours: 0.55, by: 'rosa.mendes', whom: 'agnieszka.kowal' },
    ],
  },
  {
    reach: 'email',
    opens: true,
    say: ({ leak }) => [{ do: 'mail', hours: 2.4, subject: leak.subject, text: leak.text, files: true }],
  },
  // Longer than was promised.
  {
    reach: 'email',
    opens: true,
    say: ({ bathroom }) => [{ do: 'mail', hours: 192, subject: bathroom.subject, text: bathroom.text }],
  },
  {
    reach: 'email',
    opens: true,
    say: ({ engineer }) => [
      { do: 'mail', hours: 27, subject: engineer.subject, text: engineer.text },
      { do: 'answer', hours: 3.2, text: engineer.answer, promises: true },
    ],
  },
  {
    reach: 'email',
    opens: true,
    say: ({ invoice }) => [
      { do: 'mail', hours: 75, subject: invoice.subject, text: invoice.text },
      { do: 'answer', hours: 70, by: 'rosa.mendes', text: invoice.answer },
      { do: 'mail', hours: 50, subject: invoice.subject, text: invoice.thanks },
      { do: 'close', hours: 49, by: 'rosa.mendes' },
    ],
  },
  {
    reach: 'email',
    opens: true,
    say: ({ spring }, _, { now, timeZone }) => [
      { do: 'mail', hours: 52, subject: spring.subject, text: spring.text },
      { do: 'answer', hours: 47, text: spring.answer },
      { do: 'rest', hours: 46.9, until: inAWeek(now, timeZone) },
    ],
  },
  {
    reach: 'email',
    opens: true,
    say: ({ keys }) => [{ do: 'mail', hours: 1.7, subject: keys.subject, text: keys.text, unproven: true }],
  },
  {
    reach: 'email',
    say: ({ ready, bounced }) => [
      { do: 'write', hours: 29, subject: ready.subject, text: ready.text },
      { do: 'mail', hours: 28.9, subject: bounced.subject, text: bounced.text, automatic: 'bounce' },
    ],
  },
  {
    reach: 'email',
    say: ({ ready, away }) => [
      { do: 'write', hours: 29.3, subject: ready.subject, text: ready.text },
      { do: 'mail', hours: 29.2, subject: away.subject, text: away.text, automatic: 'auto_reply' },
    ],
  },
  {
    reach: 'stranger',
    say: (_, { prices }) => [{ do: 'mail', hours: 20, subject: prices.subject, text: prices.text, automatic: 'list' }],
  },
  {
    reach: 'phone',
    say: (_, { missed }) => [
      {
        ...{ do: 'call', hours: 4.5, channel: 'phone', direction: 'out', outcome: 'not_reached' },
        ...{ text: missed.text, nextStep: missed.next },
      },
    ],
  },
  {
    reach: 'phone',
    say: (_, { spoke }) => [
      { do: 'call', hours: 22, by: 'dmitri.sokolov', channel: 'phone', direction: 'in', text: spoke },
    ],
  },
  {
    reach: 'phone',
    opens: true,
    say: (_, { asks }) => [{ do: 'call', hours: 1.3, channel: 'phone', direction: 'in', answered: false, text: asks }],
  },
  {
    reach: 'email',
    say: (_, { counter }) => [{ do: 'call', hours: 6, channel: 'counter', direction: 'in', text: counter }],
  },
]

/** How many requests are opened for conversations of the sample. */
export const INBOX_REQUESTS = THREADS.filter(({ opens }) => opens).length

/** Nine o'clock a week from now, in the firm's zone. */
const inAWeek = (now: Temporal.Instant, zone: string): Temporal.Instant =>
  now.toZonedDateTimeISO(zone).add({ days: 7 }).withPlainTime({ hour: 9 }).toInstant()

/** The conversations that make the inbox look like one, whenever it is: customers write in their language. */
export function planInbox(customers: readonly PlannedCustomer[], firm: Firm): PlannedThread[] {
  const turn = { email: 0, phone: 0, stranger: 0 }
  const able = (reach: Draft['reach']) =>
    customers.flatMap((each, index) => (each.reach === reach && each.contacts.length === 1 ? [index] : []))
  return THREADS.map(({ reach, opens = false, say }) => {
    const from = able(reach)
    // Every third, so that they come in several languages.
    const customer = from[(3 * turn[reach]++ + 1) % Math.max(1, from.length)] ?? null
    const language = (customer === null ? null : customers[customer]?.language) ?? firm.language
    return {
      ...{ customer, language, opens },
      steps: say(INBOX_WORDS[language], INBOX_WORDS[firm.language], firm).map(
        ({ hours, by = 'sam.carter', ...step }) => ({
          ...step,
          ...{ by, at: plus(firm.now, -hours * HOUR) },
        }),
      ),
    }
  })
}
