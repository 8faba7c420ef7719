import { z } from 'zod'
import { CalendarError } from '#library/calendar'
import { loadMessages, type Messages } from '#messages/calls'
import { calendarClock } from '#modules/calendars'
import { organizationOf } from '#modules/directory'
import { type CallbackRule, callbackRule } from '#modules/promises'
import { notSignedIn } from '#platform/errors'
import { instantText, LANGUAGES, language, textOrNull } from '#platform/fields'
import { loadMoments } from '#platform/moments'
import { type Context, operation } from '#platform/operation'
import { doorOperation, route } from '#platform/routes'
import { callsSince } from './call-queries.ts'
import { answeredWithin, type CallWait, spokenMinutes, waitsOf } from './call-waits.ts'

const DAYS = 28
/** Fewer callers than this say nothing about the next one. */
const FEWEST = 20
const MOST = 20_000
/** Of ten callers nine; where so many were never called back, half of them. */
const SHARES = [0.9, 0.5] as const

const input = z.strictObject({
  language: language.optional().meta({ description: "Default: the organization's.", examples: ['en'] }),
})

export const readPhoneQueueText = operation({
  name: 'conversations.readPhoneQueueText',
  effect: 'reads',
  permission: 'conversations.read',
  summary: 'What a telephone system may say to who waits: how soon you call back, as measured, and when you open',
  input,
  output: z.object({
    text: z.string().meta({ examples: ['In the last 28 days we called nine of ten callers back within 2 hours.'] }),
    language: z.enum(LANGUAGES),
    basis: z.enum(['measured', 'policy', 'none']).meta({
      description:
        'measured: from the calls of these days. policy: fewer than 20 callers waited, and the rule is said, as a rule. none: there is neither.',
      examples: ['measured'],
    }),
    days: z.number().int(),
    callers: z.number().int().min(0).meta({ description: 'Who waited to be called back in these days.' }),
    share: z
      .number()
      .nullable()
      .meta({ description: 'Of these, as many were called back in time.', examples: [0.9] }),
    withinSeconds: z
      .number()
      .int()
      .nullable()
      .meta({
        description: 'In so many seconds of opening time, as measured or as the policy says.',
        examples: [7200],
      }),
    policyId: z.uuid().nullable(),
    open: z.boolean().meta({ description: 'Whether you are open now.', examples: [true] }),
    opensAt: instantText.nullable().meta({ description: 'Closed: when you open; null: never, as far as is known.' }),
    asOf: instantText,
  }),
  async run(ctx, { language: asked }) {
    const organization = await organizationOf(ctx)
    const spoken = asked ?? organization.language
    const [words, moments, { calendar }, rule] = await Promise.all([
      loadMessages(spoken),
      loadMoments(spoken, organization.country),
      calendarClock(ctx, null),
      callbackRule(ctx),
    ])
    const waits = await measured(ctx, (from, to) => calendar.instants.elapsed(from, to))
    const open = calendar.instants.isOpen(ctx.now)
    const opensAt = open ? null : nextOpen(() => calendar.instants.nextOpen(ctx.now))
    const said = saidOf(waits, rule)
    const reader = { zone: organization.timeZone, now: ctx.now }
    const closed =
      opensAt === null ? words.queue.closed() : words.queue.opens({ when: moments.dateTime(opensAt, reader) })
    const byRule = rule && words.queue.ruleBy({ by: moments.by(rule.dueAt, reader) })
    const text = [...(open ? [] : [closed]), sentenceOf(words, said, byRule)].join(' ')
    return {
      ...{ text, language: spoken, days: DAYS, callers: waits.length, ...said },
      ...{ policyId: said.basis === 'policy' ? (rule?.policyId ?? null) : null },
      ...{ open, opensAt: textOrNull(opensAt), asOf: ctx.now.toString() },
    }
  },
})

async function measured(ctx: Context, elapsed: Parameters<typeof waitsOf>[2]): Promise<CallWait[]> {
  const rows = await callsSince(ctx.db, ctx.orgId, ctx.now.subtract({ hours: 24 * DAYS }), MOST)
  const calls = rows.map((row) => ({
    conversationId: row.conversation_id ?? '',
    at: row.occurred_at ?? row.created_at,
    kind: row.state === 'received' ? ('waits' as const) : ('spoke' as const),
  }))
  return waitsOf(calls, ctx.now, elapsed)
}

type Said = { basis: 'measured' | 'policy' | 'none'; share: number | null; withinSeconds: number | null }

/** What can be said: what was measured where it is enough, even where it is nothing to be proud of; else the rule. */
function saidOf(waits: readonly CallWait[], rule: CallbackRule | null): Said {
  if (waits.length < FEWEST)
    return { basis: rule ? 'policy' : 'none', share: null, withinSeconds: rule?.seconds ?? null }
  for (const share of SHARES) {
    const within = answeredWithin(waits, share)
    if (within !== null) return { basis: 'measured', share, withinSeconds: Math.ceil(within) }
  }
  return { basis: 'measured', share: null, withinSeconds: null }
}

function sentenceOf({ queue }: Messages, { basis, share, withinSeconds }: Said, byRule: string | null): string {
  if (basis === 'policy' && withinSeconds === null) return byRule ?? queue.none()
  if (withinSeconds === null) return queue.none()
  const minutes = spokenMinutes(withinSeconds)
  const [h, m] = [Math.floor(minutes / 60), minutes % 60]
  const time = h === 0 ? queue.minutes({ m }) : m === 0 ? queue.hours({ h }) : queue.hoursAndMinutes({ h, m })
  if (basis === 'policy') return queue.rule({ time })
  const days = String(DAYS)
  return share === 0.9 ? queue.nineOfTen({ days, time }) : queue.half({ days, time })
}

/** A calendar may have no opening ahead. */
function nextOpen(look: () => Temporal.Instant): Temporal.Instant | null {
  try {
    return look()
  } catch (error) {
    if (error instanceof CalendarError) return null
    throw error
  }
}

const speak = doorOperation({
  name: 'conversations.speakPhoneQueueText',
  scope: 'door',
  effect: 'reads',
  permission: 'conversations.read',
  summary: 'The same as plain text, for a telephone system that reads it aloud',
  input,
  output: z.custom<string>().meta({ examples: ['We are closed now. We open Monday 30 November, 08:00.'] }),
  async run({ run, visit }, asked) {
    if (visit.actor === null) throw notSignedIn()
    return (await run(readPhoneQueueText, visit.actor, asked)).text
  },
})

export const phoneQueueTextRoute = route('get', '/v1/phone-queue-text/plain', speak, {
  contentType: 'text/plain',
  respond: (c, text) => c.text(text),
})
