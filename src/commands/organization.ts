import { listOrganizationIds } from '#modules/directory'
import type { World } from '../world.ts'
import { UsageError } from './open.ts'

/** The organization a command works in: the one named, or the only one there is. @throws UsageError */
export async function organizationOf(world: World, given: string | undefined): Promise<string> {
  if (given !== undefined) return given
  const { ids } = await world.gate.runNarrow(listOrganizationIds, { after: null, limit: 2 })
  const [only] = ids
  if (only === undefined)
    throw new UsageError('there is no organization yet: make one with "kept init", or in the browser')
  if (ids.length > 1) throw new UsageError('there are several organizations: say which with --org')
  return only
}
