import { z } from 'zod'
import { loadMessages } from '#messages/exceptions'
import { activeMember, findActiveMember } from '#modules/accounts'
import { activeTeam, calendarClock } from '#modules/calendars'
import { organizationOf } from '#modules/directory'
import { makePromise, promisesAbout } from '#modules/promises'
import { checkRequest } from '#modules/requests'
import { instant } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { answerByPast, askedThemselves, oneAsked } from './errors.ts'
import { insertQuestion } from './queries.ts'
import { answerByDefault } from './question.ts'
import { questionText, questionView } from './schemas.ts'
import { askerOf, viewOfQuestion } from './view.ts'

export const askQuestion = operation({
  name: 'questions.ask',
  effect: 'writes',
  permission: 'conversations.write',
  summary:
    'Ask a colleague, or whoever is on duty in a team, about a request; their answer by then is a promise to you',
  input: z.strictObject({
    requestId: z.uuid().meta({ description: 'The request.' }),
    question: questionText,
    memberId: z.uuid().optional().meta({ description: 'Who is asked: a member, or a team.' }),
    teamId: z.uuid().optional().meta({ description: 'The team that is asked, instead of a member.' }),
    answerBy: instant.optional().meta({
      description:
        'Default: a third of the business time until the next promise of the request is due, at least an hour.',
      examples: ['2026-11-26T15:00:00Z'],
    }),
  }),
  output: questionView,
  async run(ctx, { requestId, question, memberId, teamId, answerBy }) {
    await checkRequest(ctx, requestId)
    if ((memberId === undefined) === (teamId === undefined)) throw oneAsked()
    if (memberId !== undefined) {
      if (memberId.toLowerCase() === ctx.actor.memberId) throw askedThemselves()
      await activeMember(ctx, memberId)
    }
    if (teamId !== undefined) await activeTeam(ctx, teamId)
    const about = `request:${requestId.toLowerCase()}`
    const by = answerBy ?? (await usualTime(ctx, about))
    if (Temporal.Instant.compare(by, ctx.now) <= 0) throw answerByPast()
    const id = ctx.newId()
    const asked = memberId === undefined ? undefined : await findActiveMember(ctx, memberId)
    const language = asked?.language ?? (await organizationOf(ctx)).language
    const promise = await makePromise.run(
      ctx,
      makePromise.input.parse({
        kind: 'advice',
        beneficiary: 'member',
        wording: (await loadMessages(language)).toAnswer({ question }),
        language,
        dueAt: by.toString(),
        about,
        ...(memberId === undefined ? { ownerTeamId: teamId } : { ownerId: memberId }),
      }),
    )
    const row = await insertQuestion(ctx.db, {
      org_id: ctx.orgId,
      id,
      about,
      question,
      state: 'asked',
      asked_by: askerOf(ctx),
      asked_by_member: ctx.actor.memberId,
      member_id: memberId ?? null,
      team_id: teamId ?? null,
      answer_by: by,
      answer_promise_id: promise.id,
      created_at: ctx.now,
    })
    ctx.record({
      type: 'question.asked',
      subject: `question:${id}`,
      about,
      data: { memberId: memberId ?? null, teamId: teamId ?? null, answerBy: by.toString(), promiseId: promise.id },
    })
    return viewOfQuestion(ctx, row)
  },
})

/** When a colleague answers who is asked without a time. */
async function usualTime(ctx: Context, about: string): Promise<Temporal.Instant> {
  const [promises, { calendar }] = await Promise.all([promisesAbout(ctx, about), calendarClock(ctx, null)])
  const next = promises
    .filter(({ state, beneficiary }) => beneficiary === 'customer' && (state === 'open' || state === 'proposed'))
    .map(({ dueAt }) => Date.parse(dueAt))
    .sort((a, b) => a - b)[0]
  const by = answerByDefault(ctx.now.epochMilliseconds, next ?? null, calendar)
  return Temporal.Instant.fromEpochMilliseconds(by)
}
