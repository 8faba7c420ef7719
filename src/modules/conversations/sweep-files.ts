import { z } from 'zod'
import { rawMailsAmong } from '#modules/mailboxes'
import { lowestIdAt } from '#platform/ids'
import { operation, systemActor } from '#platform/operation'
import type { TaskContext } from '#platform/queue'
import type { Storage } from '#platform/storage'
import { attachmentsAmong, claimFileSweep } from './file-queries.ts'

/** Nothing takes so long to be filed that its record comes a day after its file. */
const A_DAY = { hours: 24 } as const
const A_BATCH = 500
/** In one sweep; the next day goes on. */
const MOST_REMOVED = 10_000

export const planFileSweep = operation({
  name: 'conversations.planFileSweep',
  effect: 'writes',
  permission: 'conversations.receive',
  summary: 'Have files without a record looked for, once a day',
  input: z.strictObject({}),
  output: z.object({ planned: z.boolean() }),
  async run(ctx) {
    const planned = await claimFileSweep(ctx.db, ctx.orgId, ctx.now, ctx.now.subtract(A_DAY))
    if (planned) ctx.later({ name: 'conversations.sweep_files', data: {} })
    return { planned }
  },
})

const kinds = { mail: rawMailsAmong, attachment: attachmentsAmong } as const

const recordedFiles = operation({
  name: 'conversations.recordedFiles',
  effect: 'reads',
  permission: 'conversations.receive',
  summary: 'Which of some files a record names',
  input: z.strictObject({ kind: z.enum(['mail', 'attachment']), ids: z.array(z.uuid()).max(A_BATCH) }),
  output: z.object({ ids: z.array(z.string()) }),
  run: async (ctx, { kind, ids }) => ({ ids: await kinds[kind](ctx.db, ctx.orgId, ids) }),
})

/**
 * Removes files that no record names: of a filing that died between the two, of a record that was let go while the storage
 * was away. Only what we named ourselves and is older than a day; stopped, it begins anew the next time.
 * @throws the signal's reason
 */
export async function sweepFiles(
  { orgId, gate, clock, log, signal }: TaskContext,
  storage: Storage,
): Promise<{ seen: number; removed: number }> {
  const actor = systemActor(orgId, 'conversations.sweep_files')
  const young = lowestIdAt(clock.now().subtract(A_DAY))
  const done = { seen: 0, removed: 0 }
  const sift = async (kind: keyof typeof kinds, ids: readonly string[]): Promise<void> => {
    const recorded = new Set((await gate.run(recordedFiles, actor, { kind, ids: [...ids] })).ids)
    for (const id of ids) {
      if (recorded.has(id)) continue
      signal.throwIfAborted()
      if (done.removed >= MOST_REMOVED) return
      await storage.remove(`${orgId}/${kind}/${id}`)
      done.removed++
    }
  }
  for (const kind of ['mail', 'attachment'] as const) {
    let batch: string[] = []
    for await (const key of storage.list(`${orgId}/${kind}`)) {
      signal.throwIfAborted()
      if (done.removed >= MOST_REMOVED) break
      const id = key.slice(`${orgId}/${kind}/`.length)
      if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) || id >= young) continue
      done.seen++
      batch.push(id)
      if (batch.length < A_BATCH) continue
      await sift(kind, batch)
      batch = []
    }
    await sift(kind, batch)
  }
  if (done.removed > 0) log.info({ org: orgId, ...done }, 'files without a record removed')
  return done
}
