import { z } from 'zod'
import { eventTypes, newestEvents } from '#platform/event-queries'
import { instant, textOf } from '#platform/fields'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'

export const listEvents = operation({
  name: 'events.list',
  effect: 'reads',
  permission: 'events.list',
  summary: 'The audit log: what happened, newest first',
  input: z.strictObject({
    ...pageInput,
    type: z
      .string()
      .max(100)
      .optional()
      .meta({ examples: ['promise.kept'] }),
    kind: z
      .string()
      .regex(/^[a-zA-Z]+(,[a-zA-Z]+)*$/)
      .max(200)
      .optional()
      .meta({ description: 'What it happened to, as types begin; several by commas.', examples: ['member,session'] }),
    actorId: z
      .string()
      .max(100)
      .optional()
      .meta({ description: 'Who did it.', examples: ['01938c1e-7a00-7000-8000-000000000001'] }),
    from: instant.optional().meta({ description: 'From then on.', examples: ['2027-03-01T00:00:00Z'] }),
    before: instant.optional().meta({ description: 'Before then.', examples: ['2027-04-01T00:00:00Z'] }),
    subject: z
      .string()
      .max(100)
      .optional()
      .meta({ description: 'What it happened to.', examples: ['promise:01938c1e-7a00-7000-8000-000000000001'] }),
    about: z
      .string()
      .max(100)
      .optional()
      .meta({ description: 'The matter it belongs to.', examples: ['request:01938c1e-7a00-7000-8000-000000000001'] }),
  }),
  output: pageOf(
    z.object({
      id: z.uuid(),
      at: z.iso.datetime(),
      type: z.string().meta({ examples: ['promise.kept'] }),
      subject: z.string().meta({ examples: ['promise:01938c1e-7a00-7000-8000-000000000001'] }),
      about: z.string().meta({ examples: ['request:01938c1e-7a00-7000-8000-000000000001'] }),
      actor: z.object({
        kind: z.enum(['member', 'apiKey', 'customer', 'system']),
        id: z.string().meta({ examples: ['01938c1e-7a00-7000-8000-000000000001'] }),
      }),
      data: z.record(z.string(), z.unknown()).meta({ description: 'Ids, instants, numbers, codes.', examples: [{}] }),
    }),
  ),
  async run(ctx, { limit, cursor, type, kind, ...filter }) {
    const after = cursorKeys(cursor, 1)?.[0] ?? null
    const kinds = kind?.split(',')
    const types =
      type === undefined
        ? kinds && (await Promise.all(kinds.map((each) => eventTypes(ctx.db, ctx.orgId, each)))).flat()
        : kinds === undefined || kinds.includes(type.split('.')[0] ?? '')
          ? [type]
          : []
    const rows = await newestEvents(ctx.db, ctx.orgId, { ...filter, types }, after, limit + 1)
    return pageFrom(
      rows,
      limit,
      (row) => [row.id],
      ({ id, at, type, subject, about, actor_kind, actor_id, data }) => ({
        id,
        at: textOf(at),
        type,
        subject,
        about,
        actor: { kind: actor_kind, id: actor_id },
        data,
      }),
    )
  },
})
