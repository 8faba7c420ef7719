import { z } from 'zod'
import { customerNames } from '#modules/customers'
import { instantText, textOf, textOrNull } from '#platform/fields'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { saidFlag } from './check-said.ts'
import { contradictionRows, countContradictions } from './contradiction-queries.ts'
import { period, periodOf } from './overridden.ts'
import { promisesByIds } from './queries.ts'
import { about } from './schemas.ts'

const { code, chance, floor } = saidFlag.shape

export const listContradictions = operation({
  name: 'promises.listContradictions',
  effect: 'reads',
  permission: 'promises.readOverrides',
  summary:
    'What was said to customers although it contradicts what was promised or lies below the floor, the newest first',
  input: z.strictObject({ ...pageInput, ...period }),
  output: pageOf(
    z.object({
      id: z.uuid().meta({ description: 'Of what was said.' }),
      code,
      about,
      customerName: z
        .string()
        .nullable()
        .meta({ examples: ['Ana Ruiz'] }),
      memberId: z.uuid().nullable().meta({ description: 'Who said it; null: a program.' }),
      channel: z.enum(['email', 'portal', 'phone', 'counter']).meta({ examples: ['email'] }),
      messageId: z.uuid().nullable().meta({ description: 'The message; null: an update.' }),
      said: z.string().meta({ examples: ['We repair your boiler on Monday'] }),
      dueAt: instantText.nullable().meta({ description: 'The date that it names.' }),
      promise: z
        .object({
          id: z.uuid(),
          wording: z.string().meta({ examples: ['Your boiler will be repaired.'] }),
          dueAt: instantText,
        })
        .nullable()
        .meta({ description: 'What it is compared with; null: with history.' }),
      chance,
      floor,
      reason: z
        .string()
        .nullable()
        .meta({ description: 'null: it was spoken, and none was given.', examples: ['She asked for Monday.'] }),
      saidAt: instantText,
    }),
  ),
  async run(ctx, { limit, cursor, ...given }) {
    const rows = await contradictionRows(ctx.db, ctx.orgId, periodOf(ctx, given), cursorKeys(cursor, 2), limit + 1)
    const { items, nextCursor } = pageFrom(
      rows,
      limit,
      (row) => [row.said_at.toString(), row.id],
      (row) => row,
    )
    const [names, promises] = await Promise.all([
      customerNames(ctx, [...new Set(items.flatMap((row) => row.customer_id ?? []))]),
      promisesByIds(ctx.db, ctx.orgId, [...new Set(items.flatMap((row) => row.promise_id ?? []))]),
    ])
    const compared = new Map(promises.map((row) => [row.id, row]))
    return {
      items: items.map((row) => {
        const promise = compared.get(row.promise_id ?? '')
        return {
          ...{ id: row.id, code: row.code as z.output<typeof code>, about: row.about, memberId: row.member_id },
          customerName: names.get(row.customer_id ?? '') ?? null,
          channel: row.channel as 'email' | 'portal' | 'phone' | 'counter',
          ...{ messageId: row.message_id, said: row.said, dueAt: textOrNull(row.due_at) },
          promise: promise ? { id: promise.id, wording: promise.wording, dueAt: textOf(promise.due_at) } : null,
          ...{ chance: row.chance, floor: row.floor, reason: row.reason, saidAt: textOf(row.said_at) },
        }
      }),
      nextCursor,
    }
  },
})

const count = z.number().int().min(0)

export const readContradictions = operation({
  name: 'promises.readContradictions',
  effect: 'reads',
  permission: 'promises.readOverrides',
  summary: 'How often something was said although it was flagged: by what was wrong with it, and by member',
  input: z.strictObject(period),
  output: z.object({
    from: instantText,
    to: instantText,
    said: count.meta({ examples: [9] }),
    unexplained: count.meta({ description: 'Of these, without a reason: spoken, not written.', examples: [1] }),
    codes: z
      .array(z.object({ code, said: count.meta({ examples: [6] }) }))
      .meta({ description: 'The most often first.' }),
    members: z
      .array(
        z.object({
          memberId: z.uuid().nullable().meta({ description: 'null: programs.' }),
          said: count.meta({ examples: [4] }),
        }),
      )
      .meta({ description: 'Who did most often first.' }),
  }),
  async run(ctx, given) {
    const asked = periodOf(ctx, given)
    const rows = await countContradictions(ctx.db, ctx.orgId, asked)
    const most = <K>(by: (row: (typeof rows)[number]) => K) =>
      [...Map.groupBy(rows, by)]
        .map(([key, own]) => [key, sum(own)] as const)
        .toSorted((a, b) => b[1] - a[1] || (String(a[0]) < String(b[0]) ? -1 : 1))
    return {
      ...{ from: textOf(asked.from), to: textOf(asked.before), said: sum(rows) },
      unexplained: rows.reduce((all, row) => all + row.unexplained, 0),
      codes: most((row) => row.code).map(([key, said]) => ({ code: key as z.output<typeof code>, said })),
      members: most((row) => row.member_id).map(([memberId, said]) => ({ memberId, said })),
    }
  },
})

const sum = (rows: readonly { n: number }[]): number => rows.reduce((all, { n }) => all + n, 0)
