import { customerActor, explainByLink } from '#modules/conversations'
import type { PortalDeps } from './deps.ts'
import type { DateOrigin } from './parts/date-origin.ts'
import { seenState, type Tracking } from './view.ts'
import type { Visit } from './visit.ts'

/** How the date of the page's promise comes about, while there is one that counts; null otherwise. Reads only. */
export async function loadOrigin({ gate }: PortalDeps, { ids }: Visit, tracking: Tracking): Promise<DateOrigin | null> {
  const { current } = tracking
  if (!['proposed', 'open', 'late'].includes(seenState(current))) return null
  const { viewId, actionId } = ids
  return gate.run(explainByLink, customerActor(ids), { viewId, actionId, promiseId: current.id })
}
