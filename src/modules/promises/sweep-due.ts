import { z } from 'zod'
import { operation, type StreamHead } from '#platform/operation'
import { nextCheckAt, stepsByClock } from './promise.ts'
import { dueChainIds, duePromises, lockRoots, type StoredStep, storeHeads, storeSteps } from './sweep-queries.ts'
import { standingOf } from './view.ts'

const BATCH = 500

/**
 * What the clock does to an organization's due promises, up to 500 a call. It decides by the same pure transition as
 * the single operations. Chains locked by someone else are left for the next look: each promise is swept once.
 */
export const sweepDue = operation({
  name: 'promises.sweepDue',
  effect: 'writes',
  permission: 'promises.sweepDue',
  summary: 'Open what was met with silence, break what passed its due instant',
  input: z.strictObject({}),
  output: z.object({
    swept: z
      .number()
      .int()
      .meta({ description: 'Promises whose state changed.', examples: [3] }),
    more: z.boolean().meta({ description: 'Is there more to do now?' }),
  }),
  async run(ctx) {
    const chainIds = await dueChainIds(ctx.db, ctx.orgId, ctx.now, BATCH)
    if (chainIds.length === 0) return { swept: 0, more: false }
    const roots = await lockRoots(ctx.db, ctx.orgId, chainIds)
    const heads = new Map<string, StreamHead>(
      roots.map((root) => [root.id, { seq: root.chain_seq ?? 0, hash: root.chain_hash ?? Buffer.alloc(32) }]),
    )
    const rows = await duePromises(
      ctx.db,
      ctx.orgId,
      roots.map((root) => root.id),
      ctx.now,
    )
    const stored: StoredStep[] = []
    for (const row of rows) {
      const head = heads.get(row.chain_id)
      const steps = stepsByClock(standingOf(row), ctx.now)
      const last = steps.at(-1)
      if (!head || !last) continue
      let end = head
      for (const step of steps)
        end = ctx.recordInStream(row.chain_id, end, {
          type: `promise.${step.event}`,
          subject: `promise:${row.id}`,
          about: row.about,
          data: { state: step.state, consent: step.consent, at: step.at.toString(), dueAt: row.due_at.toString() },
        })
      heads.set(row.chain_id, end)
      stored.push({
        id: row.id,
        state: last.state,
        consent: last.consent,
        nextCheckAt: nextCheckAt({ state: last.state, dueAt: row.due_at, answerBy: row.answer_by, pausedAt: null }),
        endedAt: last.state === 'broken' ? last.at : null,
      })
    }
    const grown = new Set(rows.map((row) => row.chain_id))
    await Promise.all([
      storeSteps(ctx.db, ctx.orgId, stored),
      storeHeads(
        ctx.db,
        ctx.orgId,
        [...heads].filter(([id]) => grown.has(id)),
      ),
    ])
    return { swept: stored.length, more: chainIds.length === BATCH }
  },
})
