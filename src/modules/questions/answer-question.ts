import { z } from 'zod'
import { keepPromise, promiseStands, withdrawPromise } from '#modules/promises'
import { words } from '#platform/fields'
import { operation } from '#platform/operation'
import { alreadyOver, questionNotFound } from './errors.ts'
import { lockQuestion, updateQuestion } from './queries.ts'
import { questionId, questionView } from './schemas.ts'
import { viewOfQuestion } from './view.ts'

export const answerQuestion = operation({
  name: 'questions.answer',
  effect: 'writes',
  permission: 'conversations.write',
  summary: 'Answer what a colleague asked: it stays with the request, and no customer sees it',
  input: z.strictObject({ id: questionId, answer: words(5000, 'The 40 mm one. Two are on shelf B.') }),
  output: questionView,
  async run(ctx, { id, answer }) {
    const row = await lockQuestion(ctx.db, ctx.orgId, id)
    if (!row) throw questionNotFound()
    // The same answer twice is once.
    if (row.state === 'answered' && row.answer === answer) return viewOfQuestion(ctx, row)
    if (row.state !== 'asked') throw alreadyOver(row.state)
    const stand = (await promiseStands(ctx, [row.answer_promise_id])).get(row.answer_promise_id)
    if (stand?.unfinished) await keepPromise.run(ctx, { id: stand.id })
    const answered = await updateQuestion(ctx.db, ctx.orgId, id, {
      ...{ state: 'answered', answer, answered_by: ctx.actor.memberId, answered_at: ctx.now },
    })
    ctx.record({
      type: 'question.answered',
      subject: `question:${id}`,
      about: row.about,
      data: { ownerId: row.asked_by_member },
    })
    return viewOfQuestion(ctx, answered)
  },
})

export const withdrawQuestion = operation({
  name: 'questions.withdraw',
  effect: 'writes',
  permission: 'conversations.write',
  summary: 'Ask no longer: the answer is not needed any more',
  input: z.strictObject({ id: questionId, reason: words(500, 'Found in the manual.') }),
  output: questionView,
  async run(ctx, { id, reason }) {
    const row = await lockQuestion(ctx.db, ctx.orgId, id)
    if (!row) throw questionNotFound()
    if (row.state === 'withdrawn') return viewOfQuestion(ctx, row)
    if (row.state !== 'asked') throw alreadyOver(row.state)
    const stand = (await promiseStands(ctx, [row.answer_promise_id])).get(row.answer_promise_id)
    // What is overdue is not owed any more, and was late all the same.
    if (stand?.unfinished)
      await withdrawPromise.run(ctx, { id: stand.id, reason }).catch(async (error: unknown) => {
        if (!(error instanceof Error) || !('code' in error)) throw error
        await keepPromise.run(ctx, { id: stand.id })
      })
    const withdrawn = await updateQuestion(ctx.db, ctx.orgId, id, { state: 'withdrawn', answered_at: ctx.now })
    ctx.record({ type: 'question.withdrawn', subject: `question:${id}`, about: row.about, data: {} })
    return viewOfQuestion(ctx, withdrawn)
  },
})
