import { z } from 'zod'
import { change, REASONS } from './bulk-change.ts'

/** So many are changed in one go; more are changed in the background. */
export const AT_ONCE = 500
export const MOST = 10_000

export const bulkChangeId = z.uuid().meta({ description: 'The change of many rows.' })

export const asked = {
  change,
  ids: z.array(z.uuid()).min(1).max(MOST).optional().meta({ description: 'The chosen rows.' }),
  filter: z
    .record(z.string().max(40), z.string().max(500))
    .optional()
    .meta({
      description: `Instead of ids: everything that the list shows with these filters, up to ${MOST} rows.`,
      examples: [{ status: 'open', kind: 'job' }],
    }),
}

const count = z.number().int().min(0)

/** Rows that are left as they are, by reason, with a few of them. */
export const leftView = z.array(
  z.object({
    reason: z.enum(REASONS),
    count,
    examples: z.array(
      z.object({
        id: z.uuid(),
        label: z.string().meta({ examples: ['#1042 Boiler makes a knocking noise'] }),
        requestId: z.uuid().nullable().meta({ description: 'Where to look at it.' }),
      }),
    ),
  }),
)
export type LeftView = z.input<typeof leftView>

export const bulkChangeView = z.object({
  id: z.uuid(),
  change,
  undoes: z.uuid().nullable().meta({ description: 'The change that this one undoes.' }),
  state: z.enum(['running', 'done', 'stopped']),
  total: count,
  changed: count,
  left: leftView,
  waiting: count.meta({ description: 'Not looked at yet, or never, where it was stopped.' }),
  mayUndo: z.boolean(),
})
export type BulkChangeView = z.input<typeof bulkChangeView>
