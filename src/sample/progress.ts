import { z } from 'zod'
import { organizationOf } from '#modules/directory'
import { historyBroughtIn } from '#modules/forecast'
import { lookAgainAtAll } from '#modules/risks'
import { Refusal } from '#platform/errors'
import { type Context, type EventInput, operation } from '#platform/operation'
import { FULL_SIZE } from './firm.ts'
import { gaveUp, loadedParts, sampleEvents } from './queries.ts'

/** The task that loads the sample business. */
export const LOAD_TASK = 'sample.load'

const count = z.number().int().min(0)
const size = z.object({ customers: count, requests: count })

// What was recorded when it began: from it the same plan can be made again.
const begun = z.object({ size, total: count })

const event = (orgId: string, type: string, data: Record<string, unknown>): EventInput => ({
  type: `sample.${type}`,
  subject: `organization:${orgId}`,
  about: `sample:${orgId}`,
  data,
})

async function stateOf(ctx: Context) {
  const [events, failed] = await Promise.all([sampleEvents(ctx.db, ctx.orgId), gaveUp(ctx.db, ctx.orgId)])
  const first = events.find(({ type }) => type === 'sample.begun')
  const done = events.reduce(
    (sum, { type, data }) => (type === 'sample.part_loaded' ? sum + Number(data.units) : sum),
    0,
  )
  const loaded = events.some(({ type }) => type === 'sample.loaded')
  const state: 'none' | 'loading' | 'ready' | 'failed' = loaded
    ? 'ready'
    : !first
      ? 'none'
      : failed
        ? 'failed'
        : 'loading'
  return { begun: first ? { at: first.at, ...begun.parse(first.data) } : null, done, state }
}

/** Begins to load: remembers what belongs to it and leaves the work to a task. Again it changes nothing. */
export const beginSample = operation({
  name: 'sample.begin',
  effect: 'writes',
  permission: 'sample.load',
  summary: 'Begin to load the sample business',
  input: z.strictObject({ size: size.default(FULL_SIZE) }),
  output: z.object({ at: z.iso.datetime(), size, total: count }),
  async run(ctx, input) {
    const { sample } = await organizationOf(ctx)
    if (!sample)
      throw new Refusal(
        'sample/not_a_sample',
        'conflict',
        'This organization does real work. Set up another one for the sample.',
      )
    const { begun: known } = await stateOf(ctx)
    if (known) return { at: known.at.toString(), size: known.size, total: known.total }
    const total = input.size.customers + 2 * input.size.requests
    ctx.record(event(ctx.orgId, 'begun', { size: input.size, total }))
    ctx.later({ name: LOAD_TASK, data: {} })
    return { at: ctx.now.toString(), size: input.size, total }
  },
})

/** The parts that are loaded and the ids in each, for whoever goes on. */
export const readParts = operation({
  name: 'sample.readParts',
  effect: 'reads',
  permission: 'sample.load',
  summary: 'Which parts of the sample business are loaded',
  input: z.strictObject({ part: count.optional() }),
  output: z.object({ parts: z.array(z.object({ part: count, ids: z.array(z.uuid()) })) }),
  run: async (ctx, { part }) => ({ parts: await loadedParts(ctx.db, ctx.orgId, part ?? null) }),
})

export const recordPart = operation({
  name: 'sample.recordPart',
  effect: 'writes',
  permission: 'sample.load',
  summary: 'Record that a part of the sample business is loaded',
  input: z.strictObject({ part: count, units: count, ids: z.array(z.uuid()) }),
  output: z.object({}),
  async run(ctx, part) {
    ctx.record(event(ctx.orgId, 'part_loaded', part))
    return {}
  },
})

export const recordLoaded = operation({
  name: 'sample.recordLoaded',
  effect: 'writes',
  permission: 'sample.load',
  summary: 'Record that the sample business is there',
  input: z.strictObject({}),
  output: z.object({}),
  async run(ctx) {
    const { state } = await stateOf(ctx)
    if (state === 'ready') return {}
    ctx.record(event(ctx.orgId, 'loaded', {}))
    await historyBroughtIn(ctx)
    lookAgainAtAll(ctx)
    return {}
  },
})

export const readSample = operation({
  name: 'sample.read',
  effect: 'reads',
  permission: 'desk.read',
  summary: 'Whether the sample business is loaded, and how far it is',
  input: z.strictObject({}),
  output: z.object({
    state: z.enum(['none', 'loading', 'ready', 'failed']).meta({
      description: 'failed: given up after several attempts; an owner can restart the task.',
    }),
    done: count.meta({ description: 'Of total, for a bar.', examples: [1200] }),
    total: count.meta({ examples: [3220] }),
  }),
  async run(ctx) {
    const { begun: known, done, state } = await stateOf(ctx)
    return { state, done: state === 'ready' ? (known?.total ?? done) : done, total: known?.total ?? 0 }
  },
})
