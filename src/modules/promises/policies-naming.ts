import type { Context } from '#platform/operation'
import { allPolicies } from './policy-queries.ts'

const MOST = 1_000

/** The policies whose present version gives a member work or tells them. */
export async function policiesNaming(
  ctx: Pick<Context, 'db' | 'orgId'>,
  memberId: string,
): Promise<{ id: string; name: string }[]> {
  const rows = await allPolicies(ctx.db, ctx.orgId, MOST)
  return rows
    .filter(({ spec: { owner, steps } }) => {
      const people = [owner, ...steps.map(({ to }) => to)]
      return people.some((person) => person.who === 'member' && person.memberId === memberId)
    })
    .map(({ id, name }) => ({ id, name }))
}
