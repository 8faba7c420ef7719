import { z } from 'zod'
import { flag, instantText, textOf, textOrNull } from '#platform/fields'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { lapseNotFound } from './errors.ts'
import { type LapseRow, listLapseRows, markLapseSeen } from './lapse-queries.ts'

const count = (description: string, example: number) =>
  z
    .number()
    .int()
    .min(0)
    .meta({ description, examples: [example] })

export const lapseView = z.object({
  id: z.uuid(),
  from: instantText.meta({ description: 'The oldest instant that the clock missed.' }),
  to: instantText.meta({ description: 'When it went on and had caught up.' }),
  broken: count('Promises that broke meanwhile, and were recorded late.', 12),
  warned: count('Warnings that went out late, because they still helped.', 3),
  skipped: count('Warnings that did not go out any more, because they helped no longer.', 9),
  seenAt: instantText.nullable().meta({ description: 'When somebody said that they have seen it.' }),
})

export const toLapseView = (row: LapseRow): z.input<typeof lapseView> => ({
  id: row.id,
  from: textOf(row.from_at),
  to: textOf(row.to_at),
  broken: row.broken,
  warned: row.warned,
  skipped: row.skipped,
  seenAt: textOrNull(row.seen_at),
})

export const listLapses = operation({
  name: 'promises.listLapses',
  effect: 'reads',
  permission: 'promises.listLapses',
  summary: 'When the clock stood still, and what was late for it, newest first',
  input: z.strictObject({
    ...pageInput,
    unseen: flag.optional().meta({ description: 'Only those that nobody has seen yet.', examples: ['true'] }),
  }),
  output: pageOf(lapseView),
  async run(ctx, { limit, cursor, unseen }) {
    const before = cursorKeys(cursor, 1)?.[0] ?? null
    const rows = await listLapseRows(ctx.db, ctx.orgId, unseen === true, before, limit + 1)
    return pageFrom(rows, limit, (row) => [row.id], toLapseView)
  },
})

/** Says that somebody has seen what was late; it is shown no longer. */
export const seeLapse = operation({
  name: 'promises.seeLapse',
  effect: 'writes',
  permission: 'promises.seeLapse',
  summary: 'Say that a lapse of the clock has been seen: it is shown no longer',
  input: z.strictObject({ id: z.uuid() }),
  output: lapseView,
  async run(ctx, { id }) {
    const seen = await markLapseSeen(ctx.db, ctx.orgId, id, ctx.now)
    if (!seen) throw lapseNotFound()
    if (seen.now) ctx.record({ type: 'clock.lapse_seen', subject: `lapse:${id}`, data: {} })
    return toLapseView(seen.row)
  },
})
