import { z } from 'zod'
import { teamNames } from '#modules/calendars'
import { customerIdsIn, customerNames } from '#modules/customers'
import { flag, idList, instant } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { rootsWithOutcome, unansweredFrom } from './daily.ts'
import { outcomeNeedsPeriod } from './errors.ts'
import { policyNames } from './policy-queries.ts'
import { OUTCOMES, type Outcome, STATES } from './promise.ts'
import { listPromiseRows, ORDERS, type PromiseFilter, type PromiseRow, promiseIdsMatching } from './queries.ts'
import { about, promiseView } from './schemas.ts'
import { stepsOf } from './step-queries.ts'
import { stepView, stepViews } from './step-view.ts'
import { viewsOf } from './view.ts'
import { ownersOf, whose } from './whose.ts'

export const listPromises = operation({
  name: 'promises.list',
  effect: 'reads',
  permission: 'promises.read',
  summary: 'Promises by due instant',
  input: z.strictObject({
    ...pageInput,
    about: about.optional(),
    customerId: z.uuid().optional(),
    ownerId: z.uuid().optional(),
    ownerTeamId: z.uuid().optional(),
    whose: whose.optional(),
    policyId: z.uuid().optional().meta({ description: 'Made by this policy.' }),
    state: z
      .string()
      .refine((text) => text.split(',').every((state) => STATES.some((known) => known === state)), {
        error: `Must be one or more of ${STATES.join(', ')}, separated by commas`,
      })
      .optional()
      .meta({ description: 'States, separated by commas.', examples: ['proposed,open'] }),
    dueFrom: instant.optional().meta({ examples: ['2026-11-26T00:00:00Z'] }),
    dueBefore: instant.optional().meta({ examples: ['2026-11-27T00:00:00Z'] }),
    overdue: flag.optional().meta({ description: 'Broken by the clock and not delivered yet.', examples: ['true'] }),
    atRisk: flag.optional().meta({
      description: 'true: running, and rather broken than kept as things stand.',
      examples: ['true'],
    }),
    drifted: flag.optional().meta({
      description:
        'Running, and the clock says another date now than was told: the calendar or time-zone data changed.',
      examples: ['true'],
    }),
    followed: flag.optional().meta({ description: 'false: imported history.', examples: ['true'] }),
    paused: flag
      .optional()
      .meta({ description: 'Whether its clock stands, waiting for the customer.', examples: ['false'] }),
    unanswered: flag.optional().meta({
      description:
        'true: its customer replied or asked for another time in the last 30 days, and nobody has written, promised, delivered or closed since.',
      examples: ['true'],
    }),
    outcome: z
      .string()
      .refine((text) => text.split(',').every(isOutcome), {
        error: `Must be one or more of ${OUTCOMES.join(', ')}, separated by commas`,
      })
      .optional()
      .meta({
        description:
          'Only the first promise of each chain, by what became of the chain, separated by commas: what the figures of Today count. Needs dueFrom and dueBefore.',
        examples: ['kept,kept_as_moved,kept_as_told,broken'],
      }),
    include: z
      .enum(['steps'])
      .optional()
      .meta({
        description: "steps: each promise's warnings and escalation steps with it.",
        examples: ['steps'],
      }),
    ids: idList,
    order: z
      .enum(ORDERS)
      .default('soonest')
      .meta({ description: 'Which due instants come first; newest: the last made first.', examples: ['latest'] }),
  }),
  output: pageOf(
    promiseView.extend({
      customerName: z
        .string()
        .nullable()
        .meta({ examples: ['Ana Ruiz'] }),
      ownerTeamName: z
        .string()
        .nullable()
        .meta({ examples: ['Emergencies'] }),
      policyName: z
        .string()
        .nullable()
        .meta({ examples: ['First reply to e-mails'] }),
      steps: z.array(stepView).optional().meta({ description: 'Only where they were asked for.' }),
    }),
  ),
  async run(ctx, { limit, cursor, order, include, ...given }) {
    const filter = await filterIn(ctx, given)
    const rows = await listPromiseRows(ctx.db, ctx.orgId, filter, order, cursorKeys(cursor, 2), limit + 1)
    const page = pageFrom(
      rows,
      limit,
      (row) => [(order === 'newest' ? row.made_at : row.due_at).toString(), row.id],
      (row) => row,
    )
    const teamIds = page.items.map((row) => row.owner_team_id).filter((id) => id !== null)
    const policyIds = page.items.map((row) => row.policy_id).filter((id) => id !== null)
    const views = await viewsOf(ctx, page.items)
    const ids = views.flatMap((view) => view.customerId ?? [])
    const [names, teams, policies, steps] = await Promise.all([
      customerNames(ctx, [...new Set(ids)]),
      teamNames(ctx, teamIds),
      policyNames(ctx.db, ctx.orgId, [...new Set(policyIds)]),
      include === 'steps' ? stepsByPromise(ctx, page.items) : undefined,
    ])
    const items = views.map((view) => ({
      ...view,
      customerName: names.get(view.customerId ?? '') ?? null,
      ownerTeamName: teams.get(view.ownerTeamId ?? '') ?? null,
      policyName: policies.get(view.policyId ?? '') ?? null,
      ...(steps ? { steps: steps.get(view.id) ?? [] } : {}),
    }))
    return { items, nextCursor: page.nextCursor }
  },
})

type Given = Omit<z.output<typeof listPromises.input>, 'limit' | 'cursor' | 'order' | 'include'>

const filterIn = async (
  ctx: Context,
  { state, unanswered, outcome, whose: which, customerId, ...given }: Given,
): Promise<PromiseFilter> => ({
  ...given,
  customerIds: await customerIdsIn(ctx, customerId),
  owners: await ownersOf(ctx, which),
  states: state?.split(','),
  unansweredSince: unanswered ? unansweredFrom(ctx.now) : undefined,
  outcome: outcome === undefined ? undefined : await rootsIn(ctx, outcome, given),
})

const isOutcome = (text: string): text is Outcome => OUTCOMES.some((known) => known === text)

const rootsIn = (ctx: Context, outcome: string, { dueFrom, dueBefore }: Pick<Given, 'dueFrom' | 'dueBefore'>) => {
  if (!(dueFrom && dueBefore)) throw outcomeNeedsPeriod()
  return rootsWithOutcome(ctx, outcome.split(',').filter(isOutcome), dueFrom, dueBefore)
}

/** The steps of some promises, by promise. */
async function stepsByPromise(ctx: Context, promises: readonly PromiseRow[]) {
  const byId = new Map(promises.map((row) => [row.id, row]))
  const rows = await stepsOf(ctx.db, ctx.orgId, [...byId.keys()])
  return Map.groupBy(await stepViews(ctx, rows, (row) => byId.get(row.promise_id)), (step) => step.promiseId)
}

/** Ids of the promises that the list would show on all its pages, at most `limit`; those due soonest first. */
export const findPromiseIds = async (
  ctx: Context,
  { limit: _, cursor: __, order: ___, include: ____, ...given }: z.output<typeof listPromises.input>,
  limit: number,
): Promise<string[]> => promiseIdsMatching(ctx.db, ctx.orgId, await filterIn(ctx, given), limit)
