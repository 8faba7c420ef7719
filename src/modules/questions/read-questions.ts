import { z } from 'zod'
import { teamsOfMember } from '#modules/calendars'
import { about } from '#modules/promises'
import { flag } from '#platform/fields'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { questionNotFound } from './errors.ts'
import { findQuestion, listQuestionRows } from './queries.ts'
import { questionId, questionView, STATES } from './schemas.ts'
import { viewOfQuestion, viewsOfQuestions } from './view.ts'

export const getQuestion = operation({
  name: 'questions.get',
  effect: 'reads',
  permission: 'requests.read',
  summary: 'One question to a colleague, with its answer',
  input: z.strictObject({ id: questionId }),
  output: questionView,
  async run(ctx, { id }) {
    const row = await findQuestion(ctx.db, ctx.orgId, id)
    if (!row) throw questionNotFound()
    return viewOfQuestion(ctx, row)
  },
})

export const listQuestions = operation({
  name: 'questions.list',
  effect: 'reads',
  permission: 'requests.read',
  summary: 'What colleagues were asked about requests, the newest first',
  input: z.strictObject({
    ...pageInput,
    about: about.optional(),
    state: z
      .enum(STATES)
      .optional()
      .meta({ examples: ['asked'] }),
    mine: flag.default(false).meta({
      description: 'true: only what you, or a team that you are in, are still to answer.',
      examples: ['false'],
    }),
  }),
  output: pageOf(questionView),
  async run(ctx, { limit, cursor, mine, about: matter, state }) {
    const { memberId } = ctx.actor
    if (mine && memberId === null) return { items: [], nextCursor: null }
    const teamIds = mine && memberId !== null ? (await teamsOfMember(ctx, memberId)).map(({ id }) => id) : []
    const filter = {
      about: matter,
      state: mine ? 'asked' : state,
      asked: mine && memberId !== null ? { memberId, teamIds } : null,
    }
    const rows = await listQuestionRows(ctx.db, ctx.orgId, filter, cursorKeys(cursor, 2), limit + 1)
    const { items, nextCursor } = pageFrom(
      rows,
      limit,
      (row) => [row.created_at.toString(), row.id],
      (row) => row,
    )
    return { items: await viewsOfQuestions(ctx, items), nextCursor }
  },
})
