import { memberNames } from '#modules/accounts'
import { organizationOf } from '#modules/directory'
import { promiseHeads } from '#modules/promises'
import type { Context } from '#platform/operation'
import { attachmentsOf, saidRows } from './conversation-queries.ts'
import { type SaidView, viewOfSaid } from './conversation-schemas.ts'
import { messageNotFound } from './errors.ts'
import { mentionsOf } from './mention-queries.ts'
import { findMessage, type MessageRow } from './queries.ts'
import { noticesToldBy } from './telling-queries.ts'

/** Messages with who wrote them and what hangs on them, in the order given. */
export async function viewsOfSaid(ctx: Context, rows: readonly MessageRow[]): Promise<SaidView[]> {
  const ids = rows.map(({ id }) => id)
  const notes = rows.filter((row) => row.direction === 'note').map(({ id }) => id)
  const [attachments, mentions, told, { name }] = await Promise.all([
    attachmentsOf(ctx.db, ctx.orgId, ids),
    mentionsOf(ctx.db, ctx.orgId, notes),
    noticesToldBy(ctx.db, ctx.orgId, ids),
    organizationOf(ctx),
  ])
  const writers = rows.map((row) => row.member_id).filter((id) => id !== null)
  const members = await memberNames(ctx, [...new Set([...writers, ...mentions.map((row) => row.member_id)])])
  const heads = await promiseHeads(
    ctx,
    told.map((row) => row.promise_id),
  )
  const byMessage = Map.groupBy(attachments, (row) => row.message_id)
  return rows.map((row) => {
    const mentioned = mentions.filter(({ message_id }) => message_id === row.id).map(({ member_id }) => member_id)
    const promised = told.flatMap((each) => (each.message_id === row.id ? (heads.get(each.promise_id) ?? []) : []))
    return viewOfSaid(row, byMessage.get(row.id) ?? [], mentioned, promised, members, name)
  })
}

/** @throws conversations/not_found */
export async function saidById(ctx: Context, id: string): Promise<SaidView> {
  const row = await findMessage(ctx.db, ctx.orgId, id)
  const [view] = row ? await viewsOfSaid(ctx, [row]) : []
  if (!view) throw messageNotFound()
  return view
}

/** What was said, by id; where that is long, its beginning. */
export async function saidByIds(ctx: Context, ids: readonly string[]): Promise<Map<string, SaidView>> {
  const views = await viewsOfSaid(ctx, await saidRows(ctx.db, ctx.orgId, ids))
  return new Map(
    views.map((view) => [view.id, { ...view, text: view.text.slice(0, BEGINNING), quoted: null, html: null }]),
  )
}
const BEGINNING = 4_000
