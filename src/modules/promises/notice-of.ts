import type { Context } from '#platform/operation'
import type { NoticeRow, PromiseRow } from './queries.ts'

type NoticeParts = { id: string; kind: string; waitId?: string | null; text?: string; contactId?: string | null }

/** A notice about a promise that must be delivered. */
export const noticeOf = (
  ctx: Context,
  row: Pick<PromiseRow, 'id' | 'contact_id'>,
  { id, kind, waitId, text, contactId }: NoticeParts,
): NoticeRow => ({
  org_id: ctx.orgId,
  id,
  promise_id: row.id,
  kind,
  contact_id: contactId ?? row.contact_id,
  state: 'waiting',
  failure: null,
  told_at: null,
  told_channel: null,
  told_by: null,
  created_at: ctx.now,
  text: text ?? null,
  wait_id: waitId ?? null,
  planned_at: null,
})
