import type { Tx } from '#platform/db'
import { type EventRow, type EventTextRow, eventRow, streamedEventRow } from '#platform/events'
import type { OutboxRow } from '#platform/gate-queries'
import { newId } from '#platform/ids'
import type { Instance } from '#platform/instance'
import type { Actor, Context } from '#platform/operation'

/** A task that follows an event; with `when`, only where the event's data, or what it is about, says so. */
export type Reaction = string | { task: string; when(data: Readonly<Record<string, unknown>>, about: string): boolean }

/** What an operation recorded, to be written with its change. */
export type Recorded = { events: EventRow[]; texts: EventTextRow[]; tasks: OutboxRow[] }

/** The context of one run of an operation, and the lists that its records gather in. */
export function openContext(run: {
  db: Tx
  actor: Actor
  now: Temporal.Instant
  instance: Instance
  streamKey: Buffer
  reactions: ReadonlyMap<string, readonly Reaction[]>
}): { ctx: Context; recorded: Recorded; follow(event: EventRow, task: string): void } {
  const { db, actor, now, instance } = run
  const recorded: Recorded = { events: [], texts: [], tasks: [] }
  const writer = { orgId: actor.orgId, actor, at: now, atText: now.toString(), key: run.streamKey }

  const handOver = (name: string, data: string, runAt: Temporal.Instant): void => {
    recorded.tasks.push({ org_id: actor.orgId, id: newId(now), task: name, data, run_at: runAt, created_at: now })
  }
  const later: Context['later'] = ({ name, data, runAt }) => handOver(name, JSON.stringify(data), runAt ?? now)
  // The event's data is JSON already.
  const follow = ({ id, type, subject, about, data }: EventRow, task: string): void =>
    handOver(task, `${JSON.stringify({ eventId: id, type, subject, about }).slice(0, -1)},"data":${data}}`, now)
  const keep = (row: EventRow): void => {
    recorded.events.push(row)
    for (const reaction of run.reactions.get(row.type) ?? [])
      if (typeof reaction === 'string') follow(row, reaction)
      else if (reaction.when(JSON.parse(row.data), row.about)) follow(row, reaction.task)
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
  return { ctx, recorded, follow }
}
