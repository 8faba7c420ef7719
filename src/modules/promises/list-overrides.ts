import { z } from 'zod'
import { customerNames } from '#modules/customers'
import { instantText, textOf } from '#platform/fields'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { outcomesFrom, period, periodOf } from './overridden.ts'
import { overrideRows } from './override-queries.ts'
import { OUTCOMES } from './promise.ts'
import { about, kind } from './schemas.ts'

export const listOverrides = operation({
  name: 'promises.listOverrides',
  effect: 'reads',
  permission: 'promises.readOverrides',
  summary: 'Promises that were made below the floor, with the reason and how they went, the newest first',
  input: z.strictObject({ ...pageInput, ...period }),
  output: pageOf(
    z.object({
      id: z.uuid().meta({ description: 'The promise.' }),
      about,
      kind,
      wording: z.string().meta({ examples: ['Your boiler will be repaired.'] }),
      customerName: z
        .string()
        .nullable()
        .meta({ examples: ['Ana Ruiz'] }),
      memberId: z.uuid().nullable().meta({ description: 'Who promised it; null: a program.' }),
      reason: z.string().meta({ examples: ['The customer travels on Friday.'] }),
      chance: z
        .number()
        .nullable()
        .meta({ description: 'When it was made.', examples: [0.12] }),
      floor: z
        .number()
        .nullable()
        .meta({ examples: [0.8] }),
      madeAt: instantText,
      dueAt: instantText,
      outcome: z.enum(OUTCOMES).meta({ description: 'From this promise on: a later date counts as a move.' }),
    }),
  ),
  async run(ctx, { limit, cursor, ...given }) {
    const rows = await overrideRows(ctx.db, ctx.orgId, periodOf(ctx, given), cursorKeys(cursor, 2), limit + 1)
    const { items, nextCursor } = pageFrom(
      rows,
      limit,
      (row) => [row.made_at.toString(), row.id],
      (row) => row,
    )
    const [outcomes, names] = await Promise.all([
      outcomesFrom(ctx, items),
      customerNames(ctx, [...new Set(items.flatMap((row) => row.customer_id ?? []))]),
    ])
    return {
      items: items.map((row) => ({
        id: row.id,
        about: row.about,
        kind: row.kind as z.output<typeof kind>,
        wording: row.wording,
        customerName: names.get(row.customer_id ?? '') ?? null,
        memberId: row.promised_by,
        reason: row.floor_reason ?? '',
        chance: row.chance_when_made,
        floor: row.floor_when_made,
        madeAt: textOf(row.made_at),
        dueAt: textOf(row.due_at),
        outcome: outcomes.get(row.id) ?? 'pending',
      })),
      nextCursor,
    }
  },
})
