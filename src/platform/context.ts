import type { Tx } from '#platform/db'
import { type EventRow, type EventTextRow, eventRow, streamedEventRow } from '#platform/events'
import type { OutboxRow } from '#platform/gate-queries'
import { newId } from '#platform/ids'
import type { Instance } from '#platform/instance'
import type { Actor, Context } from '#platform/operation'

/** What an operation recorded, to be written with its change. */
export type Recorded = { events: EventRow[]; texts: EventTextRow[]; tasks: OutboxRow[] }

/** The context of one run of an operation, and the lists that its records gather in. */
export function openContext(run: {
  db: Tx
  actor: Actor
  now: Temporal.Instant
  instance: Instance
  streamKey: Buffer
  reactions: ReadonlyMap<string, readonly string[]>
}): { ctx: Context; recorded: Recorded } {
  const { db, actor, now, instance } = run
  const recorded: Recorded = { events: [], texts: [], tasks: [] }
  const writer = { orgId: actor.orgId, actor, at: now, key: run.streamKey }

  const later: Context['later'] = ({ name, data, runAt }) => {
    const row = { task: name, data: JSON.stringify(data), run_at: runAt ?? now, created_at: now }
    recorded.tasks.push({ ...row, org_id: actor.orgId, id: newId(now) })
  }
  const keep = (row: EventRow): void => {
    recorded.events.push(row)
    const { id, type, subject, about } = row
    for (const name of run.reactions.get(type) ?? [])
      later({ name, data: { eventId: id, type, subject, about, data: JSON.parse(row.data) } })
  }
  const ctx: Context = {
    db,
    orgId: actor.orgId,
    actor,
    now,
    instance,
    newId: () => newId(now),
    record: (event) => keep(eventRow(writer, newId(now), event)),
    recordInStream: (stream, head, event) => {
      const next = streamedEventRow(writer, newId(now), stream, head, event)
      keep(next.row)
      if (next.text) recorded.texts.push(next.text)
      return next.head
    },
    later,
  }
  return { ctx, recorded }
}
