import { beginRederivation, rederiveBatch } from '#modules/promises'
import { newId } from '#platform/ids'
import { systemActor } from '#platform/operation'
import type { BenchServer } from '../support.ts'
import { clockworkOf } from './clockwork.ts'
import { type Loaded, NOW } from './workload.ts'

/** A break in the middle of the day on which everything is due. */
const OVERRIDES = [
  {
    '2026-03-18': [
      ['09:00', '11:00'],
      ['12:00', '18:00'],
    ],
  },
  {
    '2026-03-18': [
      ['09:00', '11:00'],
      ['13:00', '19:00'],
    ],
  },
]

export type Edit = { milliseconds: number; examined: number; moved: number }

/**
 * In every organization the first of its four calendars is edited, and its running promises are derived anew as the
 * background task does it: organization by organization, `limit` promises a transaction, until `most` are done.
 */
export async function editCalendars(
  server: BenchServer,
  { orgIds, calendarIds }: Loaded,
  { round, limit, most }: { round: 0 | 1; limit: number; most: number },
): Promise<Edit> {
  const { gate } = clockworkOf(server.world, () => NOW)
  const edit: Edit = { milliseconds: 0, examined: 0, moved: 0 }
  for (const [i, orgId] of orgIds.entries()) {
    const calendarId = calendarIds[i]?.[0]
    const text = JSON.stringify(OVERRIDES[round])
    await server.owner.query(
      'update calendar set overrides = $3, version = version + 1 where org_id = $1 and id = $2',
      [orgId, calendarId, text],
    )
    const actor = systemActor(orgId, 'bench')
    const id = newId(Temporal.Instant.fromEpochMilliseconds(NOW))
    const started = performance.now()
    const { begun } = await gate.run(beginRederivation, actor, { id, calendarId })
    for (let more = begun; more && edit.examined < most; ) {
      const done = await gate.run(rederiveBatch, actor, { id, limit })
      edit.examined += done.examined
      edit.moved += done.moved
      more = done.more
    }
    edit.milliseconds += performance.now() - started
    if (edit.examined >= most) break
  }
  return edit
}
