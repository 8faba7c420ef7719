import { memberNames } from '#modules/accounts'
import { teamNames } from '#modules/calendars'
import { requestHeads } from '#modules/requests'
import { textOf, textOrNull } from '#platform/fields'
import type { Context } from '#platform/operation'
import type { QuestionRow } from './queries.ts'
import type { QuestionView } from './schemas.ts'

const given = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))]

/** The id in `request:ID`. */
const requestIdOf = (about: string): string => about.slice('request:'.length)

/** Who asks, as it is kept: members by id, programs by what they are. */
export const askerOf = ({ actor }: Context): string =>
  actor.memberId === null ? `${actor.kind}:${actor.id}` : `member:${actor.memberId}`

/** Questions as they are shown, in the order given: what they name is read in a statement each. */
export async function viewsOfQuestions(ctx: Context, rows: readonly QuestionRow[]): Promise<QuestionView[]> {
  const [members, teams, requests] = await Promise.all([
    memberNames(ctx, given(rows.flatMap((row) => [row.asked_by_member, row.member_id, row.answered_by]))),
    teamNames(ctx, given(rows.map((row) => row.team_id))),
    requestHeads(
      ctx,
      rows.map((row) => requestIdOf(row.about)),
    ),
  ])
  const naming = (names: ReadonlyMap<string, string>, id: string | null) => {
    const name = names.get(id ?? '')
    return id === null || name === undefined ? null : { id, name }
  }
  return rows.map((row) => {
    const asked = row.state === 'asked'
    const mine = row.asked_by === askerOf(ctx)
    return {
      id: row.id,
      state: row.state as QuestionView['state'],
      about: row.about,
      request: requests.get(requestIdOf(row.about)) ?? null,
      question: row.question,
      askedBy: naming(members, row.asked_by_member),
      member: naming(members, row.member_id),
      team: naming(teams, row.team_id),
      answerBy: textOf(row.answer_by),
      overdue: asked && Temporal.Instant.compare(row.answer_by, ctx.now) < 0,
      promiseId: row.answer_promise_id,
      answer: row.answer,
      answeredBy: naming(members, row.answered_by),
      answeredAt: textOrNull(row.answered_at),
      createdAt: textOf(row.created_at),
      allowed:
        asked && ctx.actor.may('conversations.write')
          ? [...(mine ? [] : ['answer' as const]), 'withdraw' as const]
          : [],
    }
  })
}

export async function viewOfQuestion(ctx: Context, row: QuestionRow): Promise<QuestionView> {
  const [view] = await viewsOfQuestions(ctx, [row])
  if (!view) throw new Error('A row has a view')
  return view
}
