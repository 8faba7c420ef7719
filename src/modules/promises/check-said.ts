import { z } from 'zod'
import { type FoundPromise, findPromises } from '#library/language'
import { calendarClocks } from '#modules/calendars'
import { organizationOf } from '#modules/directory'
import { instantText, type Language, textOf, textOrNull } from '#platform/fields'
import { languageOf } from '#platform/language-of'
import type { Context } from '#platform/operation'
import { type Contradiction, compare, doubled, RECORDED, type Way } from './contradictions.ts'
import { saidBelowHardFloor, saidContradicts } from './errors.ts'
import { saidChance } from './floor.ts'
import { weigh } from './measure.ts'
import { promisesAbout } from './promises-about.ts'
import type { PromiseView } from './schemas.ts'

/** What the firm's floor says of a date in a text. */
type BelowFloor = { chance: number; floor: number; hard: boolean; nearest: Temporal.Instant | null; similar: number }

/** Where what is said to a customer contradicts the record, or lies below the floor. */
export type SaidFlag = {
  code: Contradiction['code'] | 'below_floor'
  index: number | null
  needsReason: boolean
  /** What it is compared with; null: with history. */
  promise: PromiseView | null
  floor: BelowFloor | null
  /** The words, and the date that they name. */
  said: string
  due: Temporal.Instant | null
}

export type CheckedSaid = {
  /** In which the text was read. */
  language: Language
  found: FoundPromise[]
  already: ReadonlyMap<number, PromiseView>
  flags: SaidFlag[]
}

type Said = {
  about: string
  /** Other matters that are read in the same place. */
  beside?: readonly string[] | undefined
  text: string
  /** In which it is written; without, what the text shows reliably counts, else that of its reader. */
  language?: Language | undefined
  readerLanguage: Language
  way?: Way | undefined
  /** When it is said, where that is not now. */
  at?: Temporal.Instant | undefined
  /** Promises that are recorded with it. */
  recorded?: readonly { kind: string; wording: string; dueAt: Temporal.Instant }[] | undefined
  /** A promise that is moved with it: the new date is what the text is held against. */
  moving?: { promiseId: string; dueAt: Temporal.Instant } | undefined
}

/**
 * What a text to a customer promises, in the firm's zone and hours, and what of it contradicts the record or lies below
 * the firm's floor. Nothing is recorded.
 */
export async function checkSaid(
  ctx: Context,
  { about, beside = [], text, language: given, readerLanguage, way, at = ctx.now, recorded = [], moving }: Said,
): Promise<CheckedSaid> {
  const [{ timeZone }, calendars, standing] = await Promise.all([
    organizationOf(ctx),
    calendarClocks(ctx, [null]),
    Promise.all([...new Set([about, ...beside])].map((each) => promisesAbout(ctx, each))).then((all) => all.flat()),
  ])
  const promises = standing.map((each) =>
    each.id === moving?.promiseId ? { ...each, dueAt: textOf(moving.dueAt) } : each,
  )
  // A firm without hours of its own: days are counted as they are.
  const calendar = calendars.get(null)
  const language = given ?? (await languageOf(text)) ?? readerLanguage
  const all = findPromises(text, { language, now: at, timeZone, ...(calendar ? { calendar } : {}) })
  // Why a date moves is often what has to come before: a part that is delivered by then contradicts nothing.
  const dayOf = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(timeZone).toPlainDate()
  const comesBefore = ({ kind, due }: FoundPromise): boolean =>
    moving !== undefined &&
    (kind === 'delivery' || kind === 'send') &&
    due !== null &&
    Temporal.PlainDate.compare(dayOf(due), dayOf(moving.dueAt)) <= 0
  const found = all.filter((each) => !comesBefore(each))
  const { flags, already } = compare(found, promises, timeZone, way)
  const low = await Promise.all(found.map((each, index) => (already.has(index) ? null : belowFloor(ctx, about, each))))
  const wordsOf = (index: number | null) => (index === null ? undefined : found[index])
  return {
    language,
    found,
    already,
    flags: [
      ...[...flags, ...doubled(recorded, promises, flags, way)].map((flag) => {
        const one = recorded.find(({ kind }) => kind === flag.promise.kind)
        const words = wordsOf(flag.index)
        return {
          ...flag,
          floor: null,
          said: words?.text.trim() ?? one?.wording ?? '',
          due: words ? words.due : (one?.dueAt ?? null),
        }
      }),
      ...low.flatMap((floor, index) =>
        floor === null
          ? []
          : [
              {
                ...{ code: 'below_floor' as const, index, needsReason: true, promise: null, floor },
                ...{ said: wordsOf(index)?.text.trim() ?? '', due: wordsOf(index)?.due ?? null },
              },
            ],
      ),
    ],
  }
}

/** A date that few requests like this keep; null: at the floor, or history is silent. */
async function belowFloor(ctx: Context, about: string, { kind, due }: FoundPromise): Promise<BelowFloor | null> {
  if (due === null || Temporal.Instant.compare(due, ctx.now) <= 0) return null
  const promised = { kind: RECORDED[kind], about, beneficiary: 'customer' }
  const { estimate, rules, verdict, nearest } = await weigh(ctx, promised, {
    ...{ dueAt: due, by: ctx.actor.kind, reasoned: false },
  })
  if (!estimate || estimate.chance === null || (verdict !== 'needs_reason' && verdict !== 'refused')) return null
  const { floor, hardFloor: hard } = rules
  return { chance: saidChance(estimate.chance), floor, hard, nearest, similar: estimate.basis.similar }
}

/**
 * What is said in spite of a flag takes a reason; below a floor that is a hard stop nothing is said.
 * @throws promises/said_contradicts, promises/said_below_hard_floor
 */
export function needReason(flags: readonly SaidFlag[], reason: string | undefined): void {
  const stopped = flags.find(({ floor }) => floor?.hard)
  if (stopped?.floor) throw saidBelowHardFloor(stopped.floor)
  const asking = flags.filter((flag) => flag.needsReason)
  if (asking.length > 0 && reason === undefined) throw saidContradicts(asking.map(viewOfFlag))
}

const share = z.number().min(0).max(1)
export const saidFlag = z.object({
  code: z.enum(['date_differs', 'declined', 'second', 'below_floor']).meta({
    description:
      'date_differs: another date than the open promise. declined: the customer declined it. second: it is promised already. below_floor: few requests like this are done by then.',
    examples: ['date_differs'],
  }),
  index: z
    .number()
    .int()
    .nullable()
    .meta({ description: 'Which of the promises in the text; null: one recorded with it.' }),
  needsReason: z.boolean().meta({ description: 'Sending it takes a reason.', examples: [true] }),
  promiseId: z.uuid().nullable().meta({ description: 'The promise that it is compared with; null: with history.' }),
  wording: z
    .string()
    .nullable()
    .meta({ description: 'Of that promise.', examples: ['Your boiler will be repaired.'] }),
  dueAt: instantText
    .nullable()
    .meta({ description: 'When that promise is due; below the floor: the date in the text.' }),
  chance: share
    .nullable()
    .meta({ description: 'Below the floor: share of similar requests done by then.', examples: [0.12] }),
  floor: share.nullable().meta({ examples: [0.8] }),
  hard: z.boolean().meta({ description: 'It is not sent, whatever the reason.', examples: [false] }),
  nearest: instantText.nullable().meta({ description: 'The first date that reaches the floor.' }),
  similar: z
    .number()
    .int()
    .nullable()
    .meta({ description: 'Similar requests that this rests on.', examples: [214] }),
})
export type SaidFlagView = z.input<typeof saidFlag>

export const viewOfFlag = ({ code, index, needsReason, promise, floor, due }: SaidFlag): SaidFlagView => ({
  ...{ code, index, needsReason, promiseId: promise?.id ?? null, wording: promise?.wording ?? null },
  dueAt: promise ? textOf(Temporal.Instant.from(promise.dueAt)) : textOrNull(due),
  chance: floor?.chance ?? null,
  floor: floor?.floor ?? null,
  hard: floor?.hard ?? false,
  nearest: textOrNull(floor?.nearest ?? null),
  similar: floor?.similar ?? null,
})
