import { z } from 'zod'
import { getMember, memberId } from '#modules/accounts'
import { teamsOfMember } from '#modules/calendars'
import { countPromisesOf, policiesNaming } from '#modules/promises'
import { countRequestsOf } from '#modules/requests'
import { type Context, operation } from '#platform/operation'

const count = z.number().int().min(0)
const named = z.object({ id: z.uuid(), name: z.string().meta({ examples: ['Emergencies'] }) })

/** How much of a member's work is unfinished. */
export async function unfinishedOf(ctx: Pick<Context, 'db' | 'orgId'>, id: string) {
  const [promises, requests] = await Promise.all([countPromisesOf(ctx, id), countRequestsOf(ctx, id)])
  return { promises, requests }
}

export const readMemberWork = operation({
  name: 'members.readWork',
  effect: 'reads',
  permission: 'members.remove',
  summary: 'What a member has to see to, and what names them: for handing it over when they leave',
  input: z.strictObject({ id: memberId }),
  output: z.object({
    promises: count.meta({ description: 'Unfinished promises that they own.' }),
    requests: count.meta({ description: 'Open requests that they own.' }),
    policies: z.array(named).meta({ description: 'Policies that give them work or tell them.' }),
    teams: z.array(named).meta({ description: 'Teams they are in.' }),
  }),
  async run(ctx, { id }) {
    await getMember.run(ctx, { id })
    const [unfinished, policies, teams] = await Promise.all([
      unfinishedOf(ctx, id),
      policiesNaming(ctx, id),
      teamsOfMember(ctx, id),
    ])
    return { ...unfinished, policies, teams }
  },
})
