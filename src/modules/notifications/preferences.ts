import { z } from 'zod'
import { type Context, type MemberContext, memberOperation } from '#platform/operation'
import { CHOSEN, type Channels, type Kind, MAIL, USUAL } from './kinds.ts'
import { preferencesOf, storePreferences } from './queries.ts'

/** How some members want to hear of a kind. */
export async function channelsFor(
  ctx: Pick<Context, 'db' | 'orgId'>,
  memberIds: readonly string[],
  kind: Kind,
): Promise<Map<string, Channels>> {
  const rows = await preferencesOf(ctx.db, ctx.orgId, memberIds)
  const own = new Map(rows.filter((row) => row.kind === kind).map((row) => [row.member_id, row]))
  return new Map(
    memberIds.map((id) => {
      const row = own.get(id)
      return [id, row ? { mail: row.mail as Channels['mail'], push: row.push } : USUAL[kind]]
    }),
  )
}

const preference = z.object({
  kind: z.enum(CHOSEN).meta({ examples: ['replied'] }),
  mail: z.enum(MAIL).meta({ description: 'digest: in the mail of the next business morning.' }),
  push: z.boolean().meta({ description: 'On the devices that you have registered.' }),
})
const preferences = z.object({ items: z.array(preference) })

async function own(ctx: MemberContext): Promise<z.input<typeof preferences>> {
  const rows = new Map((await preferencesOf(ctx.db, ctx.orgId, [ctx.actor.memberId])).map((row) => [row.kind, row]))
  return {
    items: CHOSEN.map((kind) => {
      const row = rows.get(kind)
      return row ? { kind, mail: row.mail as Channels['mail'], push: row.push } : { kind, ...USUAL[kind] }
    }),
  }
}

export const getPreferences = memberOperation({
  name: 'notifications.getPreferences',
  effect: 'reads',
  permission: 'notifications.read',
  summary: 'How you are told, per kind of news; the console shows all of it',
  input: z.strictObject({}),
  output: preferences,
  run: own,
})

export const updatePreferences = memberOperation({
  name: 'notifications.updatePreferences',
  effect: 'writes',
  permission: 'notifications.update',
  summary: 'Say how you want to be told, for some kinds of news',
  input: z.strictObject({ items: z.array(z.strictObject(preference.shape)).min(1).max(CHOSEN.length) }),
  output: preferences,
  async run(ctx, { items }) {
    const { memberId } = ctx.actor
    // Said twice, the last word counts.
    const said = [...new Map(items.map((item) => [item.kind, item])).values()]
    await storePreferences(
      ctx.db,
      said.map((item) => ({ org_id: ctx.orgId, member_id: memberId, ...item })),
    )
    return own(ctx)
  },
})
