import type { PolicyStep } from './policy-spec.ts'

/** Whom a step names, who has its promise, and who was asked about it before. */
export type Named = {
  to: PolicyStep['to']
  ownerId: string | null
  ownerTeamId: string | null
  /** Members whom earlier escalations of the same promise have reached. */
  asked?: readonly string[] | undefined
}

/** Who is there, at the instant of a step. */
export type People = {
  /** Members who have not left. */
  present: ReadonlySet<string>
  /** Of these, who is away. */
  away: ReadonlySet<string>
  /** Who is on duty by team, else who is next, in the order of the rota. */
  duty: ReadonlyMap<string, readonly string[]>
  /** Leads, then owners of the organization, those who came first first. */
  leads: readonly string[]
}

/**
 * Who is meant by a step now; null: nobody is left.
 *
 * - The owner, a named member, whoever is on duty in a team, or a lead, who is not the owner of the promise.
 * - Of several who could be, one who was not asked yet: each is asked once before anybody is asked again.
 * - A named member who is away is stood in for by whoever is on duty in the owning team, else by a lead; where there is
 *   neither, they are told all the same.
 * - Who has left is passed over for the promise's owner, the owner for whoever is on duty in the owning team, and where
 *   nobody is left, it is a lead, or an owner of the organization.
 */
export function personOf({ to, ownerId, ownerTeamId, asked = [] }: Named, people: People): string | null {
  const { present, away, duty, leads } = people
  const team = ownerTeamId === null ? [] : (duty.get(ownerTeamId) ?? [])
  const owner = ownerId === null ? [] : [ownerId]
  const others = leads.filter((id) => id !== ownerId)
  const fresh = (ids: readonly string[]): string[] => [
    ...ids.filter((id) => !asked.includes(id) && !away.has(id)),
    ...ids.filter((id) => !away.has(id)),
    ...ids,
  ]
  const wanted: Record<PolicyStep['to']['who'], () => readonly string[]> = {
    owner: () => [...owner, ...team],
    member: () => {
      const { memberId } = to as Extract<PolicyStep['to'], { who: 'member' }>
      return away.has(memberId)
        ? [...[...team, ...others].filter((id) => !away.has(id) && id !== ownerId), memberId]
        : [memberId, ...owner, ...team]
    },
    on_duty: () => {
      const { teamId } = to as Extract<PolicyStep['to'], { who: 'on_duty' }>
      return [...fresh(duty.get(teamId) ?? []), ...owner, ...team]
    },
    lead: () => fresh(others),
  }
  return [...wanted[to.who](), ...leads].find((id) => present.has(id)) ?? null
}
