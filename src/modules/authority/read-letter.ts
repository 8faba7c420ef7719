import { z } from 'zod'
import { findActiveMember, memberNames } from '#modules/accounts'
import { customerNames } from '#modules/customers'
import { organizationOf } from '#modules/directory'
import { amount, currencyCode, remediesOf } from '#modules/playbooks'
import { instantText, LANGUAGES, textOf, textOrNull } from '#platform/fields'
import { operation } from '#platform/operation'
import { linkIsOver } from './approval-link.ts'
import { leftNow, periodsOf } from './budget.ts'
import { approvalNotFound } from './errors.ts'
import { findAnswerer, granterOfMember } from './find-answerer.ts'
import { type Situation, suffices } from './limits.ts'
import { findApproval } from './queries.ts'
import { leftView, situation } from './schemas.ts'

const name = z
  .string()
  .nullable()
  .meta({ examples: ['Ana Ruiz'] })

/** What a member reads who is asked to approve, in their mail and on the page that it leads to. */
const approvalLetter = z.object({
  organization: z.object({
    name: z.string().meta({ examples: ['Northside Repairs'] }),
    country: z.string().meta({ examples: ['GB'] }),
  }),
  reader: z
    .object({
      role: z.enum(['owner', 'lead', 'frontline', 'viewer']),
      language: z.enum(LANGUAGES),
      timeZone: z.string().meta({ examples: ['Europe/London'] }),
    })
    .nullable()
    .meta({ description: 'null: they are no member any more.' }),
  now: instantText,
  state: z.enum(['asked', 'approved', 'declined', 'withdrawn']).meta({ examples: ['asked'] }),
  standing: z.enum(['yours', 'beyond', 'others', 'over']).meta({
    description:
      'yours: they may answer by the link. beyond: too, but can only decline. others: somebody else answers by now.',
    examples: ['yours'],
  }),
  answerer: name.meta({ description: 'Who answers by now, where it is somebody else.', examples: [null] }),
  about: z.string().meta({ examples: ['request:01938c1e-7a00-7000-8000-000000000002'] }),
  askedBy: name.meta({ description: 'null: a program.' }),
  customer: name,
  remedy: z.object({
    name: z.string().meta({ examples: ['Discount for lateness'] }),
    conditions: z.string().meta({ examples: ['Only when we are more than a day late.'] }),
  }),
  situation,
  amount,
  currency: currencyCode,
  reason: z.string().meta({ examples: ['We came two days late.'] }),
  dueAt: instantText.nullable(),
  answerBy: instantText,
  left: leftView.nullable().meta({ description: 'What the reader may still grant of it.' }),
  answeredBy: name.meta({ examples: [null] }),
  answerWords: z
    .string()
    .nullable()
    .meta({ examples: [null] }),
  answeredAt: instantText.nullable().meta({ examples: [null] }),
})
export type ApprovalLetter = z.output<typeof approvalLetter>

export const readApprovalLetter = operation({
  name: 'approvals.readLetter',
  effect: 'reads',
  permission: 'approvals.readLetter',
  summary: 'What a member is asked to approve, and whether they may still answer',
  input: z.strictObject({ id: z.uuid().meta({ description: 'The approval.' }), memberId: z.uuid() }),
  output: approvalLetter,
  async run(ctx, { id, memberId }) {
    const row = await findApproval(ctx.db, ctx.orgId, id)
    if (!row) throw approvalNotFound()
    const { name: organization, country, timeZone } = await organizationOf(ctx)
    const member = await findActiveMember(ctx, memberId)
    const answererId = await findAnswerer(ctx, row.approver_id, row.asked_by_member)
    const granter = await granterOfMember(ctx, memberId)
    const periods = await periodsOf(ctx)
    const asked = { about: row.about, customerId: row.customer_id, year: periods.year, month: periods.month }
    const left =
      granter &&
      (
        await leftNow(
          ctx,
          { ...asked, granterKey: granter.key },
          { role: granter.role, situation: row.situation as Situation },
          [row.remedy_id],
        )
      ).get(row.remedy_id)
    const mine = granter && memberId !== row.asked_by_member && [answererId, row.approver_id].includes(memberId)
    const over = linkIsOver(row.answer_by, ctx.now)
    const enough = left !== undefined && suffices(left, Number(row.amount))
    const names = await memberNames(
      ctx,
      [row.asked_by_member, answererId, row.answered_by].filter((one) => one !== null),
    )
    const remedy = (await remediesOf(ctx, [row.remedy_id])).get(row.remedy_id)
    const standing: ApprovalLetter['standing'] = !mine ? 'others' : over ? 'over' : enough ? 'yours' : 'beyond'
    return {
      organization: { name: organization, country },
      reader: member ? { role: member.role, language: member.language, timeZone: member.timeZone ?? timeZone } : null,
      now: ctx.now.toString(),
      state: row.state as ApprovalLetter['state'],
      standing,
      answerer: mine ? null : (names.get(answererId ?? '') ?? null),
      about: row.about,
      askedBy: names.get(row.asked_by_member ?? '') ?? null,
      customer: (await customerNames(ctx, [row.customer_id])).get(row.customer_id) ?? null,
      remedy: { name: remedy?.name ?? '', conditions: remedy?.conditions ?? '' },
      situation: row.situation as Situation,
      amount: Number(row.amount),
      currency: row.currency,
      reason: row.reason,
      dueAt: textOrNull(row.due_at),
      answerBy: textOf(row.answer_by),
      left: left ?? null,
      answeredBy: names.get(row.answered_by ?? '') ?? null,
      answerWords: row.answer_words,
      answeredAt: textOrNull(row.answered_at),
    }
  },
})
