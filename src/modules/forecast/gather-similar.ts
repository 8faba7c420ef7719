import { backOffLevels, enoughEnded } from '#library/forecast'
import type { Context } from '#platform/operation'
import { newestSimilar, type SimilarRow } from './queries.ts'
import { COMPARED, type Features } from './schemas.ts'

/** Newest requests of a group that are looked at. */
const LOOKED_AT = 1_000

export type Group = { features: string[]; lifetimes: SimilarRow[] }

/**
 * The groups of similar requests from the most specific on, up to the first with enough ended ones.
 * @param except an observation to leave out: the request that is asked about
 */
export async function gatherSimilar(
  ctx: Pick<Context, 'db' | 'orgId' | 'now'>,
  features: Features,
  except: string | null,
): Promise<Group[]> {
  const groups: Group[] = []
  for (const names of backOffLevels(Object.fromEntries(COMPARED.map((name) => [name, features[name]])))) {
    const alike = COMPARED.filter((name) => names.includes(name)).map((name) => ({
      column: name,
      value: features[name] ?? '',
    }))
    const lifetimes = await newestSimilar(ctx.db, ctx.orgId, alike, { now: ctx.now, except, limit: LOOKED_AT })
    groups.push({ features: names, lifetimes })
    if (lifetimes.filter((one) => one.ended).length >= enoughEnded) break
  }
  return groups
}
