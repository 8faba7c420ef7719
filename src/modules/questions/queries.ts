import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '#platform/db'
import type { ColleagueQuestion } from '#platform/schema.gen'

export type QuestionRow = Selectable<ColleagueQuestion>

const questions = (db: Tx, orgId: string) => db.selectFrom('colleague_question').selectAll().where('org_id', '=', orgId)

export const insertQuestion = (db: Tx, row: Insertable<ColleagueQuestion>): Promise<QuestionRow> =>
  db.insertInto('colleague_question').values(row).returningAll().executeTakeFirstOrThrow()

export const findQuestion = (db: Tx, orgId: string, id: string): Promise<QuestionRow | undefined> =>
  questions(db, orgId).where('id', '=', id).executeTakeFirst()

export const lockQuestion = (db: Tx, orgId: string, id: string): Promise<QuestionRow | undefined> =>
  questions(db, orgId).where('id', '=', id).forUpdate().executeTakeFirst()

export const updateQuestion = (
  db: Tx,
  orgId: string,
  id: string,
  set: Updateable<ColleagueQuestion>,
): Promise<QuestionRow> =>
  db
    .updateTable('colleague_question')
    .set(set)
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

export type QuestionFilter = {
  about?: string | undefined
  state?: string | undefined
  asked: { memberId: string; teamIds: readonly string[] } | null
}

/** Questions, the newest first, before the sort keys of a cursor. */
export async function listQuestionRows(
  db: Tx,
  orgId: string,
  { about, state, asked }: QuestionFilter,
  before: string[] | null,
  limit: number,
): Promise<QuestionRow[]> {
  let query = questions(db, orgId)
  if (about !== undefined) query = query.where('about', '=', about)
  if (state !== undefined) query = query.where('state', '=', state)
  if (asked)
    query = query.where(sql<boolean>`(member_id = ${asked.memberId} or team_id = any(${[...asked.teamIds]}::uuid[]))`)
  if (before) query = query.where(sql<boolean>`(created_at, id) < (${before[0]}::timestamptz, ${before[1]}::uuid)`)
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}
