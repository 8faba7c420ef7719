import { memberNames } from '#modules/accounts'
import { customerNames, findContactsByIds } from '#modules/customers'
import { promiseStands } from '#modules/promises'
import { requestHeads } from '#modules/requests'
import { textOf, textOrNull } from '#platform/fields'
import type { Context } from '#platform/operation'
import { answersTo, type FollowUpRow } from './queries.ts'
import type { FollowUpView } from './schemas.ts'

const given = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))]

export const requestIdOf = (about: string): string | null =>
  about.startsWith('request:') ? about.slice('request:'.length) : null

/** Follow-ups as they are shown, in the order given: what they name is read in a statement each. */
export async function viewsOfFollowUps(ctx: Context, rows: readonly FollowUpRow[]): Promise<FollowUpView[]> {
  const answers = await answersTo(
    ctx.db,
    ctx.orgId,
    rows.map(({ id }) => id),
  )
  const [customers, contacts, members, requests, replies] = await Promise.all([
    customerNames(ctx, given(rows.map((row) => row.customer_id))),
    findContactsByIds(ctx, given(rows.map((row) => row.contact_id))),
    memberNames(ctx, given(answers.map((row) => row.member_id))),
    requestHeads(ctx, given(rows.map((row) => requestIdOf(row.about)))),
    promiseStands(ctx, given(rows.map((row) => row.reply_promise_id))),
  ])
  const naming = (names: ReadonlyMap<string, string>, id: string | null) => {
    const name = names.get(id ?? '')
    return id === null || name === undefined ? null : { id, name }
  }
  return rows.map((row) => {
    const contact = contacts.get(row.contact_id ?? '')
    return {
      id: row.id,
      state: row.state as FollowUpView['state'],
      notAskedBecause: row.not_asked_because as FollowUpView['notAskedBecause'],
      about: row.about,
      request: requests.get(requestIdOf(row.about) ?? '') ?? null,
      customer: naming(customers, row.customer_id),
      contact: contact ? { id: contact.id, name: contact.name } : null,
      promiseId: row.promise_id,
      policyId: row.policy_id,
      askAt: textOf(row.ask_at),
      askedAt: textOrNull(row.asked_at),
      channel: row.channel as FollowUpView['channel'],
      answerUntil: textOrNull(row.answer_until),
      answeredAt: textOrNull(row.answered_at),
      answers: answers
        .filter((each) => each.follow_up_id === row.id)
        .map((each) => ({
          answer: each.answer as 'yes' | 'no',
          words: each.words,
          givenBy: each.given_by as 'customer' | 'member',
          member: naming(members, each.member_id),
          channel: each.channel as NonNullable<FollowUpView['channel']>,
          at: textOf(each.at),
        })),
      replyPromiseId: row.reply_promise_id,
      unsettled: row.state === 'no' && replies.get(row.reply_promise_id ?? '')?.unfinished === true,
      allowed: ctx.actor.may('conversations.write') ? ['answer'] : [],
    }
  })
}

export async function viewOfFollowUp(ctx: Context, row: FollowUpRow): Promise<FollowUpView> {
  const [view] = await viewsOfFollowUps(ctx, [row])
  if (!view) throw new Error('A row has a view')
  return view
}
