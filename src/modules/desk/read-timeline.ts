import { z } from 'zod'
import { apiKeyNames, memberNames } from '#modules/accounts'
import { teamNames } from '#modules/calendars'
import { callsByIds, messageHeads, saidByIds } from '#modules/conversations'
import { repliesOf } from '#modules/promises'
import { checkRequest, requestId } from '#modules/requests'
import { newestAbout } from '#platform/event-queries'
import { textOf } from '#platform/fields'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { asksFor, entryOf, SHOWS, showOf } from './timeline.ts'
import { timelineEntry } from './timeline-schemas.ts'

/**
 * The events about a request are its timeline; what they only point at is read beside them, a statement for each kind
 * of it. A page looks at `limit` events, so that a page of a kind that is rare costs no more than another.
 */
export const readTimeline = operation({
  name: 'desk.readTimeline',
  effect: 'reads',
  permission: 'requests.read',
  summary: 'Everything that happened in a request, newest first: messages, changes, promises, notices, replies, notes',
  input: z.strictObject({
    id: requestId,
    ...pageInput,
    show: z
      .enum(SHOWS)
      .default('all')
      .meta({
        description: 'A page may hold fewer entries than its limit, until nextCursor is null.',
        examples: ['all'],
      }),
  }),
  output: pageOf(timelineEntry),
  async run(ctx, { id, limit, cursor, show }) {
    await checkRequest(ctx, id)
    const before = cursorKeys(cursor, 1)?.[0] ?? null
    const rows = await newestAbout(ctx.db, ctx.orgId, `request:${id}`, before, limit + 1)
    const { items: events, nextCursor } = pageFrom(
      rows,
      limit,
      (row) => [row.id],
      (row) => ({ ...row, at: textOf(row.at) }),
    )
    const asks = asksFor(events)
    const [members, keys, teams, messages, calls, said, replies] = await Promise.all([
      memberNames(ctx, [...asks.members]),
      apiKeyNames(ctx, [...asks.keys]),
      teamNames(ctx, [...asks.teams]),
      messageHeads(ctx, [...asks.messages]),
      callsByIds(ctx, [...asks.calls]),
      saidByIds(ctx, [...asks.said]),
      repliesOf(ctx, [...asks.waits]),
    ])
    const sight = { promises: ctx.actor.may('promises.read') }
    const beside = { members, keys, teams, messages, calls, said, replies }
    const entries = events.flatMap((event) => entryOf(event, beside, sight) ?? [])
    return { items: show === 'all' ? entries : entries.filter((entry) => showOf(entry) === show), nextCursor }
  },
})
