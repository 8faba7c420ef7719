import { z } from 'zod'
import { memberNames } from '#modules/accounts'
import { teamNames } from '#modules/calendars'
import { customerNames } from '#modules/customers'
import { organizationOf } from '#modules/directory'
import { countOutcomes, dayOf, mattersNow, ownersOf, promiseView, UNANSWERED_DAYS, whose } from '#modules/promises'
import { requestHeads } from '#modules/requests'
import { instantText, textOf } from '#platform/fields'
import { operation } from '#platform/operation'

const named = z.object({ id: z.uuid(), name: z.string().meta({ examples: ['Ana Ruiz'] }) })
const count = z.number().int().min(0)

const todayView = z.object({
  asOf: instantText,
  timeZone: z.string().meta({ description: "The organization's zone: what today is.", examples: ['Europe/Madrid'] }),
  day: z.object({ from: instantText, to: instantText }),
  figures: z.object({
    kept: z
      .object({
        days: z
          .number()
          .int()
          .meta({ examples: [28] }),
        from: instantText,
        kept: count,
        keptAsMoved: count,
        keptAsTold: count,
        broken: count,
        share: z
          .number()
          .nullable()
          .meta({
            description: 'Kept and kept as moved, of all that were judged; null without any.',
            examples: [0.93],
          }),
      })
      .meta({ description: 'Promises whose first date lay in the period.' }),
    overdue: count.meta({ description: 'Broken by the clock, not delivered yet.' }),
    atRisk: count.meta({ description: 'Running, and rather broken than kept as things stand.' }),
    dueToday: count.meta({ description: 'Open or proposed, due today, its clock running.' }),
    notTold: count.meta({ description: 'Notices that have not reached the customer.' }),
    unanswered: count.meta({
      description:
        'Promises whose customer replied or asked for another time in the last 30 days, and nobody has written, promised, delivered or closed since.',
    }),
    unansweredDays: count.meta({ description: 'What was said longer ago is not counted.', examples: [30] }),
    waiting: count.meta({ description: 'Proposals that wait for an answer.' }),
  }),
  actNow: z.array(
    z.object({
      why: z.enum(['overdue', 'in_danger', 'at_risk', 'due_soon', 'reply', 'wish', 'not_told']).meta({
        description:
          'in_danger: told a date that the hours as they are now do not hold; derivedDueAt is. at_risk: its chance fell below the threshold. reply: the customer wrote on their page and nobody has answered.',
      }),
      promise: promiseView,
      customer: named.nullable(),
      owner: named.nullable(),
      ownerTeam: named.nullable().meta({ description: 'The team that sees to it, where no member does.' }),
      request: z
        .object({
          id: z.uuid(),
          number: z.number().int(),
          subject: z.string().meta({ examples: ['Boiler makes a knocking noise'] }),
        })
        .nullable(),
      wish: z
        .object({
          at: instantText.nullable(),
          text: z
            .string()
            .nullable()
            .meta({ examples: ['Any day after five.'] }),
        })
        .nullable(),
      reply: z
        .object({
          at: instantText,
          text: z
            .string()
            .nullable()
            .meta({ examples: ['It says BX 200.'] }),
        })
        .nullable()
        .meta({ description: 'What the customer replied, as long as nobody has answered it.' }),
      failure: z
        .string()
        .nullable()
        .meta({ description: 'Why the customer was not told.', examples: ['no_address'] }),
    }),
  ),
  dayLine: z.array(
    z.object({
      id: z.uuid(),
      dueAt: instantText,
      state: z.enum(['proposed', 'open', 'kept', 'broken', 'withdrawn', 'declined', 'renegotiated']),
      overdue: z.boolean(),
    }),
  ),
})

const DAYS = 28
const SOON = { hours: 24 }

export const readToday = operation({
  name: 'desk.readToday',
  effect: 'reads',
  permission: 'desk.read',
  summary: 'What must be done so that we keep our word: figures, what needs a person now, the day',
  input: z.strictObject({ whose: whose.default('all') }),
  output: todayView,
  async run(ctx, { whose: which }) {
    const owners = await ownersOf(ctx, which)
    const { timeZone } = await organizationOf(ctx)
    const start = ctx.now.toZonedDateTimeISO(timeZone).startOfDay()
    const day = { from: start.toInstant(), to: start.add({ days: 1 }).toInstant() }
    const since = start.subtract({ days: DAYS }).toInstant()
    const [outcomes, today, matters] = await Promise.all([
      countOutcomes(ctx, since, ctx.now, owners),
      dayOf(ctx, day, owners),
      mattersNow(ctx, ctx.now.add(SOON), owners),
    ])
    const ids = <T>(pick: (matter: (typeof matters)[number]) => T | null): T[] => [
      ...new Set(matters.map(pick).filter((id) => id !== null)),
    ]
    const requestIdOf = (about: string) => (about.startsWith('request:') ? about.slice('request:'.length) : null)
    const [customers, members, teams, requests] = await Promise.all([
      customerNames(
        ctx,
        ids((matter) => matter.promise.customerId),
      ),
      memberNames(
        ctx,
        ids((matter) => matter.promise.ownerId),
      ),
      teamNames(
        ctx,
        ids((matter) => matter.promise.ownerTeamId),
      ),
      requestHeads(
        ctx,
        ids((matter) => requestIdOf(matter.promise.about)),
      ),
    ])
    const naming = (names: ReadonlyMap<string, string>, id: string | null) => {
      const name = id === null ? undefined : names.get(id)
      return id === null || name === undefined ? null : { id, name }
    }
    const good = outcomes.kept + outcomes.kept_as_moved
    const judged = good + outcomes.kept_as_told + outcomes.broken
    return {
      asOf: textOf(ctx.now),
      timeZone,
      day: { from: textOf(day.from), to: textOf(day.to) },
      figures: {
        kept: {
          days: DAYS,
          from: textOf(since),
          kept: outcomes.kept,
          keptAsMoved: outcomes.kept_as_moved,
          keptAsTold: outcomes.kept_as_told,
          broken: outcomes.broken,
          share: judged === 0 ? null : good / judged,
        },
        overdue: today.counts.overdue,
        atRisk: today.counts.atRisk,
        dueToday: today.counts.due,
        unanswered: today.counts.unanswered,
        unansweredDays: UNANSWERED_DAYS,
        notTold: today.counts.untold,
        waiting: today.counts.pending,
      },
      actNow: matters.map(({ why, promise, wish, reply, failure }) => ({
        why,
        promise,
        customer: naming(customers, promise.customerId),
        owner: naming(members, promise.ownerId),
        ownerTeam: naming(teams, promise.ownerTeamId),
        request: requests.get(requestIdOf(promise.about) ?? '') ?? null,
        wish,
        reply,
        failure,
      })),
      dayLine: today.line,
    }
  },
})
