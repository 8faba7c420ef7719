import { activeMembers } from '#modules/accounts'
import { calendarNames, teamHeads } from '#modules/calendars'
import { serviceNames } from '#modules/services'
import type { Context } from '#platform/operation'
import { unknownInSpec } from './policy-errors.ts'
import type { PolicySpec } from './policy-spec.ts'

type Named = Pick<PolicySpec, 'calendar' | 'owner' | 'conditions' | 'steps'>
type Reference = { path: string; id: string }

/**
 * What a policy names is here, and can be given work: its calendar, its owner, its services, the people of its steps.
 * @throws policies/unknown_reference naming the field, as in `spec.owner.memberId`
 */
export async function checkReferences(ctx: Context, spec: Named, within = 'spec.'): Promise<void> {
  const { calendar, owner, conditions, steps } = spec
  const calendars = calendar.use === 'calendar' ? [{ path: 'calendar.calendarId', id: calendar.calendarId }] : []
  const services = (conditions.serviceIds ?? []).map((id, i) => ({ path: `conditions.serviceIds.${i}`, id }))
  const members: Reference[] = owner.who === 'member' ? [{ path: 'owner.memberId', id: owner.memberId }] : []
  const teams: Reference[] = owner.who === 'team' ? [{ path: 'owner.teamId', id: owner.teamId }] : []
  for (const [i, { to }] of steps.entries()) {
    if (to.who === 'member') members.push({ path: `steps.${i}.to.memberId`, id: to.memberId })
    if (to.who === 'on_duty') teams.push({ path: `steps.${i}.to.teamId`, id: to.teamId })
  }
  const [hasCalendar, hasService, hasMember, heads] = await Promise.all([
    calendarNames(ctx, idsOf(calendars)),
    serviceNames(ctx, idsOf(services)),
    members.length === 0 ? new Map<string, string>() : activeMembers(ctx, idsOf(members)),
    teamHeads(ctx, idsOf(teams)),
  ])
  const hasTeam = new Map([...heads].filter(([, { archivedAt }]) => archivedAt === null))
  const missing = (what: string, references: readonly Reference[], known: ReadonlyMap<string, unknown>): void => {
    const unknown = references.find(({ id }) => !known.has(id.toLowerCase()))
    if (unknown) throw unknownInSpec(`${within}${unknown.path}`, what)
  }
  missing('calendar', calendars, hasCalendar)
  missing('service', services, hasService)
  missing('member', members, hasMember)
  missing('team', teams, hasTeam)
}

/** The people of steps are here, and can be given work. @throws policies/unknown_reference, as in `steps.0.to.memberId` */
export const checkSteps = (ctx: Context, steps: PolicySpec['steps']): Promise<void> =>
  checkReferences(
    ctx,
    { calendar: { use: 'organization' }, owner: { who: 'request_owner' }, conditions: {}, steps },
    '',
  )

const idsOf = (references: readonly Reference[]): string[] => references.map(({ id }) => id.toLowerCase())
