import { z } from 'zod'
import { keepPromise, promiseStands } from '#modules/promises'
import { instant } from '#platform/fields'
import { operation } from '#platform/operation'
import { giveUp } from './ask-follow-up.ts'
import { days } from './follow-up.ts'
import { lockFollowUp, lockFollowUpOf, lockFollowUpsAbout, updateFollowUp } from './queries.ts'
import { rulesOf } from './rules.ts'

const promiseId = z.uuid()

export const recordAsked = operation({
  name: 'followUps.recordAsked',
  effect: 'writes',
  permission: 'followUps.ask',
  summary: 'A customer was asked how it went: that was promised, and is kept; from now on silence counts',
  input: z.strictObject({ promiseId, at: instant, channel: z.string().meta({ examples: ['email'] }) }),
  output: z.object({ asked: z.boolean() }),
  async run(ctx, { promiseId: id, at, channel }) {
    const row = await lockFollowUpOf(ctx.db, ctx.orgId, id)
    if (row?.state !== 'asking') return { asked: false }
    const { silenceDays } = await rulesOf(ctx)
    const answerUntil = at.add(days(silenceDays))
    await updateFollowUp(ctx.db, ctx.orgId, row.id, {
      state: 'asked',
      asked_at: at,
      channel: channel === 'email' || channel === 'phone' ? channel : channel === 'link' ? 'portal' : 'other',
      answer_until: answerUntil,
    })
    const stand = (await promiseStands(ctx, [id])).get(id)
    if (stand?.unfinished) await keepPromise.run(ctx, { id, occurredAt: at })
    ctx.record({
      type: 'follow_up.asked',
      subject: `followup:${row.id}`,
      about: row.about,
      data: { channel, at: at.toString(), answerUntil: answerUntil.toString() },
    })
    ctx.later({ name: 'followups.lapse', data: { followUpId: row.id }, runAt: answerUntil })
    return { asked: true }
  },
})

export const recordNotReached = operation({
  name: 'followUps.recordNotReached',
  effect: 'writes',
  permission: 'followUps.ask',
  summary: 'The mail that asked how it went came back: nobody was asked by it after all',
  input: z.strictObject({ promiseId }),
  output: z.object({ asking: z.boolean() }),
  async run(ctx, { promiseId: id }) {
    const row = await lockFollowUpOf(ctx.db, ctx.orgId, id)
    if (row?.state !== 'asked') return { asking: false }
    await updateFollowUp(ctx.db, ctx.orgId, row.id, {
      ...{ state: 'asking', asked_at: null, channel: null, answer_until: null },
    })
    return { asking: true }
  },
})

export const lapseFollowUp = operation({
  name: 'followUps.lapse',
  effect: 'writes',
  permission: 'followUps.ask',
  summary: 'Nobody answered in time how it went: silence, which is no yes',
  input: z.strictObject({ followUpId: z.uuid() }),
  output: z.object({ lapsed: z.boolean() }),
  async run(ctx, { followUpId }) {
    const row = await lockFollowUp(ctx.db, ctx.orgId, followUpId)
    // Asked again after the first mail came back: the later one counts.
    const over = row?.answer_until != null && Temporal.Instant.compare(row.answer_until, ctx.now) <= 0
    if (row?.state !== 'asked' || !over) return { lapsed: false }
    await updateFollowUp(ctx.db, ctx.orgId, row.id, { state: 'silent' })
    ctx.record({ type: 'follow_up.lapsed', subject: `followup:${row.id}`, about: row.about, data: {} })
    return { lapsed: true }
  },
})

export const dropFollowUps = operation({
  name: 'followUps.drop',
  effect: 'writes',
  permission: 'followUps.ask',
  summary: 'A request is open again: nobody is asked how it went before it is done',
  input: z.strictObject({ about: z.string().meta({ examples: ['request:01938c1e-7a00-7000-8000-000000000002'] }) }),
  output: z.object({ dropped: z.number().int() }),
  async run(ctx, { about }) {
    const rows = await lockFollowUpsAbout(ctx.db, ctx.orgId, about, ['planned', 'asking'])
    for (const row of rows) await giveUp(ctx, row, 'reopened')
    return { dropped: rows.length }
  },
})
