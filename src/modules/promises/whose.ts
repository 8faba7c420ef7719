import { z } from 'zod'
import { circleOf } from '#modules/calendars'
import { Refusal } from '#platform/errors'
import type { Context } from '#platform/operation'
import type { Owners } from './owner-queries.ts'

export const whose = z.enum(['mine', 'team', 'all']).meta({
  description:
    'mine: yours. team: yours, your colleagues’ of the teams that you are in, and those teams’. Default: all.',
  examples: ['all'],
})
export type Whose = z.infer<typeof whose>

/** @throws promises/members_only */
export async function ownersOf(ctx: Context, which: Whose | undefined): Promise<Owners> {
  if (which === undefined || which === 'all') return null
  const { memberId } = ctx.actor
  if (memberId === null) throw membersOnly()
  return which === 'mine' ? { memberIds: [memberId], teamIds: [] } : circleOf(ctx, memberId)
}

const membersOnly = (): Refusal =>
  new Refusal('promises/members_only', 'forbidden', 'Only a member has promises of their own. Leave whose out.')
