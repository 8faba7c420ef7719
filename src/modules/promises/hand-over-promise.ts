import { z } from 'zod'
import { activeMember } from '#modules/accounts'
import { activeTeam } from '#modules/calendars'
import { invalidField } from '#platform/errors'
import { type Context, operation } from '#platform/operation'
import { append, type Chain, closeChain, lockChain } from './chain.ts'
import { wrongState } from './errors.ts'
import { isUnfinished } from './promise.ts'
import { type PromiseRow, unfinishedIdsOf, updatePromise } from './queries.ts'
import { promiseId, promiseView } from './schemas.ts'
import { viewById } from './view.ts'

/** Who is to see to something: a member, or whoever is on duty in a team. */
export const newOwner = {
  ownerId: z.uuid().optional().meta({ description: 'The member who sees to it from now on.' }),
  ownerTeamId: z
    .uuid()
    .optional()
    .meta({ description: 'The team that sees to it, instead of a member: whoever is on duty.' }),
}
export type NewOwner = { ownerId?: string | undefined; ownerTeamId?: string | undefined }

/** One owner, who is here. @throws promises/one_owner, accounts/not_found, calendars/team_not_found, calendars/team_archived */
export async function checkNewOwner(ctx: Context, { ownerId, ownerTeamId }: NewOwner): Promise<void> {
  if ((ownerId === undefined) === (ownerTeamId === undefined))
    throw invalidField('promises/one_owner', 'ownerId', 'A promise has one owner. Give a member or a team.')
  if (ownerId !== undefined) await activeMember(ctx, ownerId)
  if (ownerTeamId !== undefined) await activeTeam(ctx, ownerTeamId)
}

export const handOverPromise = operation({
  name: 'promises.handOver',
  effect: 'writes',
  permission: 'promises.handOver',
  summary: 'Give a promise to another member or a team',
  input: z.strictObject({ id: promiseId, ...newOwner }),
  output: promiseView,
  async run(ctx, { id, ...to }) {
    const { chain, row, standing } = await lockChain(ctx, id)
    await checkNewOwner(ctx, to)
    if (!isUnfinished(standing))
      throw wrongState('It cannot be handed over', standing.state, 'There is nothing left to see to.')
    await handOver(ctx, chain, row, to)
    await closeChain(ctx, chain)
    return viewById(ctx, id)
  },
})

/** Unfinished promises of a member, those due soonest first. */
export const unfinishedPromisesOf = (ctx: Pick<Context, 'db' | 'orgId'>, memberId: string): Promise<string[]> =>
  unfinishedIdsOf(ctx.db, ctx.orgId, memberId)

export const countPromisesOf = async (ctx: Pick<Context, 'db' | 'orgId'>, memberId: string): Promise<number> =>
  (await unfinishedPromisesOf(ctx, memberId)).length

/** Gives some promises of a member to somebody who has been checked; what they no longer have is passed over. */
export async function handOverPromises(
  ctx: Context,
  ids: readonly string[],
  memberId: string,
  to: NewOwner,
): Promise<number> {
  let handedOver = 0
  for (const id of ids) {
    const { chain, row, standing } = await lockChain(ctx, id)
    if (row.owner_id !== memberId || !isUnfinished(standing)) continue
    await handOver(ctx, chain, row, to)
    await closeChain(ctx, chain)
    handedOver++
  }
  return handedOver
}

async function handOver(ctx: Context, chain: Chain, row: PromiseRow, to: NewOwner): Promise<void> {
  const [ownerId, ownerTeamId] = [to.ownerId ?? null, to.ownerTeamId ?? null]
  if (row.owner_id === ownerId && row.owner_team_id === ownerTeamId) return
  append(ctx, chain, row, {
    type: 'promise.handed_over',
    data: { ownerId, ownerTeamId, from: { ownerId: row.owner_id, ownerTeamId: row.owner_team_id } },
  })
  await updatePromise(ctx.db, ctx.orgId, row.id, { owner_id: ownerId, owner_team_id: ownerTeamId })
}
