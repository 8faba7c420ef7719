import { memberNames } from '#modules/accounts'
import { teamNames } from '#modules/calendars'
import { customerNames, findContactsByIds } from '#modules/customers'
import { contactQuietUntil, noticesByIds, promisesByIds } from '#modules/promises'
import { textOf, textOrNull } from '#platform/fields'
import type { Context } from '#platform/operation'
import { kindAbout } from './call-matter.ts'
import type { Reachable } from './delivery-plan.ts'
import { type CallRow, callRowsByIds } from './due-call-queries.ts'
import type { CallView } from './due-call-schemas.ts'

const given = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))]

/** Whether a contact has quiet hours now, and until when. */
export function quietOf(now: Temporal.Instant, contact: Pick<Reachable, 'timeZone' | 'quietHours'>) {
  const until = contactQuietUntil(now, contact)
  return { now: until !== null, until: textOrNull(until), timeZone: contact.timeZone }
}

/** Calls as they are shown, in the order given: what they name is read in a statement each. */
export async function viewsOfCalls(ctx: Context, rows: readonly CallRow[]): Promise<CallView[]> {
  const [customers, contacts, members, teams, notices, promises] = await Promise.all([
    customerNames(ctx, given(rows.map((row) => row.customer_id))),
    findContactsByIds(ctx, given(rows.map((row) => row.contact_id))),
    memberNames(ctx, given(rows.map((row) => row.owner_id))),
    teamNames(ctx, given(rows.map((row) => row.owner_team_id))),
    noticesByIds(ctx.db, ctx.orgId, given(rows.map((row) => row.notice_id))),
    promisesByIds(
      ctx.db,
      ctx.orgId,
      rows.map((row) => row.promise_id),
    ),
  ])
  const naming = (names: ReadonlyMap<string, string>, id: string | null) => {
    const name = names.get(id ?? '')
    return id === null || name === undefined ? null : { id, name }
  }
  return rows.map((row) => {
    const contact = contacts.get(row.contact_id)
    const promise = promises.find(({ id }) => id === row.promise_id)
    return {
      id: row.id,
      state: row.state as CallView['state'],
      why: row.why as CallView['why'],
      kind: (row.notice_id === null
        ? kindAbout(promise?.predecessor_id != null)
        : (notices.find(({ id }) => id === row.notice_id)?.kind ?? 'made')) as CallView['kind'],
      noticeId: row.notice_id,
      promise: {
        id: row.promise_id,
        wording: promise?.wording ?? '',
        dueAt: textOf(promise?.due_at ?? row.due_at),
      },
      about: row.about,
      customer: naming(customers, row.customer_id),
      contact: contact ? { id: contact.id, name: contact.name } : null,
      number: numberOf(row, contact),
      wished: row.wished,
      language: (row.state === 'open' && contact ? contact.language : row.language) as CallView['language'],
      quiet: quietOf(ctx.now, contact ?? { timeZone: 'UTC', quietHours: 'none' }),
      owner: naming(members, row.owner_id),
      ownerTeam: naming(teams, row.owner_team_id),
      notBefore: textOf(row.not_before),
      dueAt: textOf(row.due_at),
      attempts: row.attempts,
      lastAttemptAt: textOrNull(row.last_attempt_at),
      endedAt: textOrNull(row.ended_at),
      cancelledWhy: row.cancelled_why as CallView['cancelledWhy'],
      createdAt: textOf(row.created_at),
      version: row.version,
    }
  })
}

/** The number that the contact has now; once the call is over, the one that was dialled. */
export const numberOf = (row: CallRow, contact: { phone: string | null } | undefined): string =>
  row.state === 'open' ? (contact?.phone ?? row.number) : row.number

/** Calls as they are shown, by id. */
export async function callsByIds(ctx: Context, ids: readonly string[]): Promise<Map<string, CallView>> {
  const rows = await callRowsByIds(ctx.db, ctx.orgId, ids)
  return new Map((await viewsOfCalls(ctx, rows)).map((view) => [view.id, view]))
}
