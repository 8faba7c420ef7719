import { z } from 'zod'
import { operation } from '#platform/operation'
import { requestIdByNumber, requestsByIds } from './queries.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const findRequestByName = operation({
  name: 'requests.findByName',
  effect: 'reads',
  permission: 'requests.read',
  summary: 'Find a request by its id or its number',
  input: z.strictObject({
    name: z
      .string()
      .max(100)
      .meta({ examples: ['#1042'] }),
  }),
  output: z.object({ id: z.uuid().nullable() }),
  async run(ctx, { name }) {
    const typed = name.trim().toLowerCase()
    if (UUID.test(typed)) return { id: (await requestsByIds(ctx.db, ctx.orgId, [typed]))[0]?.id ?? null }
    const number = /^#?(\d{1,9})$/.exec(typed)?.[1]
    return { id: number === undefined ? null : await requestIdByNumber(ctx.db, ctx.orgId, Number(number)) }
  },
})
