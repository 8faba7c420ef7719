import { z } from 'zod'
import { apiKeyNames, memberNames } from '#modules/accounts'
import { teamNames } from '#modules/calendars'
import { callsByIds, messageHeads, saidByIds } from '#modules/conversations'
import { remediesOf } from '#modules/playbooks'
import { repliesOf } from '#modules/promises'
import { requestHeads } from '#modules/requests'
import type { RecordedEvent } from '#platform/event-queries'
import { textOf } from '#platform/fields'
import type { Context } from '#platform/operation'
import { pageFrom } from '#platform/pages'
import { alone } from './customer-queries.ts'
import { asksFor, channelOf, entryOf, SHOWS, type Show, showOf, type TimelineChannel } from './timeline.ts'
import type { TimelineEntry } from './timeline-schemas.ts'

export const show = z
  .enum(SHOWS)
  .default('all')
  .meta({
    description: 'A page may hold fewer entries than its limit, until nextCursor is null.',
    examples: ['all'],
  })

/** Which entries of a page are wanted; no channel: also what was said on none. */
type Choice = { readonly show: Show; readonly channel?: TimelineChannel | undefined }

/**
 * A page of a timeline out of `limit + 1` events, newest first. What they only point at is read beside them, a
 * statement for each kind of it.
 */
export async function timelinePage(ctx: Context, rows: RecordedEvent[], limit: number, choice: Choice) {
  const { items: events, nextCursor } = pageFrom(
    rows,
    limit,
    (row) => [row.id],
    (row) => ({ ...row, at: textOf(row.at) }),
  )
  const asks = asksFor(events)
  const [members, keys, teams, remedies, messages, calls, said, replies, requests, untied] = await Promise.all([
    memberNames(ctx, [...asks.members]),
    apiKeyNames(ctx, [...asks.keys]),
    teamNames(ctx, [...asks.teams]),
    remediesOf(ctx, [...asks.remedies]),
    messageHeads(ctx, [...asks.messages]),
    callsByIds(ctx, [...asks.calls]),
    saidByIds(ctx, [...asks.said]),
    repliesOf(ctx, [...asks.waits]),
    requestHeads(ctx, [...asks.requests]),
    alone(ctx.db, ctx.orgId, [...asks.conversations]),
  ])
  const sight = { promises: ctx.actor.may('promises.read') }
  const beside = { members, keys, teams, remedies, messages, calls, said, replies, requests, alone: untied }
  const entries = events.flatMap((event) => entryOf(event, beside, sight) ?? [])
  return { items: entries.filter((entry) => isChosen(entry, choice)), nextCursor }
}

const isChosen = (entry: TimelineEntry, { show: kind, channel }: Choice): boolean =>
  (kind === 'all' || showOf(entry) === kind) && (channel === undefined || channelOf(entry) === channel)
