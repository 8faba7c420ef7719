import { z } from 'zod'
import { operation } from '#platform/operation'
import { type Reason, wantedBy, whyNot } from './bulk-change.ts'
import { AT_ONCE, asked, leftView } from './bulk-schemas.ts'
import { checkChange, chosenIds, standsOf } from './bulk-subjects.ts'
import { leftViewOf } from './bulk-view.ts'

const EXAMPLES = 5
const count = z.number().int().min(0)

export const previewBulkChange = operation({
  name: 'bulkChanges.preview',
  effect: 'reads',
  permission: 'bulkChanges.start',
  summary: 'What changing many rows would do: how many change, how many do not, and why',
  input: z.strictObject(asked),
  output: z.object({
    total: count,
    willChange: count,
    left: leftView,
    inBackground: z.boolean().meta({ description: 'So many are changed step by step, and it can be stopped.' }),
  }),
  async run(ctx, { change, ...selection }) {
    await checkChange(ctx, change)
    const ids = await chosenIds(ctx, change, selection)
    const left = new Map<Reason, string[]>()
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const some = ids.slice(at, at + AT_ONCE)
      const stands = await standsOf(ctx, change, some)
      for (const id of some) {
        const stand = stands.get(id)
        const reason = whyNot(stand, wantedBy(change, stand), ctx.now, null, () => true)
        if (reason === null) continue
        if (!left.get(reason)?.push(id)) left.set(reason, [id])
      }
    }
    const counted = [...left].map(([reason, some]) => ({ reason, count: some.length, ids: some.slice(0, EXAMPLES) }))
    const kept = counted.reduce((sum, each) => sum + each.count, 0)
    return {
      total: ids.length,
      willChange: ids.length - kept,
      left: await leftViewOf(ctx, change, counted),
      inBackground: ids.length > AT_ONCE,
    }
  },
})
