import { z } from 'zod'
import { amount, currencyCode, remedyId } from '#modules/playbooks'
import { about } from '#modules/promises'
import { instant, instantText, words } from '#platform/fields'
import { AUTHORITY_ROLES, DIMENSIONS, SITUATIONS } from './limits.ts'

export const role = z
  .enum(AUTHORITY_ROLES)
  .meta({ description: 'program: API keys and the command line.', examples: ['frontline'] })
export const situation = z.enum(SITUATIONS).meta({ description: 'What is made good.', examples: ['broken'] })

const limitAmount = amount.nullable().meta({ description: 'Minor units; null: no such limit.', examples: [2500] })

export const limitPlace = {
  role,
  situation: situation.nullable().meta({ description: 'null: in every one.', examples: ['broken'] }),
  remedyId: remedyId.nullable().meta({ description: 'null: for all.', examples: [null] }),
}
export const limitAmounts = {
  perRequest: limitAmount,
  perCustomerYear: limitAmount,
  perFirmMonth: limitAmount,
  perMemberMonth: limitAmount,
}

export const limitView = z.object({
  id: z.uuid(),
  ...limitPlace,
  ...limitAmounts,
  version: z.number().int().min(1),
})

export const leftView = z.object({
  amount: amount.nullable().meta({ description: 'What may still be granted; null: without limit.', examples: [2500] }),
  by: z
    .enum(DIMENSIONS)
    .nullable()
    .meta({
      description: 'Which limit leaves the least; null: there is none, or no authority at all.',
      examples: ['request'],
    }),
})

/** What is given to whom, and why: of a grant, and of what a colleague is asked. */
export const granting = {
  about: about.meta({
    description: 'The matter, as of promises.',
    examples: ['request:01938c1e-7a00-7000-8000-000000000002'],
  }),
  customerId: z.uuid(),
  contactId: z.uuid().optional().meta({ description: 'Who is told. Default: the primary contact.' }),
  remedyId,
  situation,
  amount: amount.optional().meta({ description: 'Needed where the library names no cost.', examples: [1500] }),
  forPromiseId: z.uuid().optional().meta({ description: 'The promise that it makes good.' }),
  dueAt: instant.optional().meta({
    description: 'Until when it is done. Needed for what takes time: it is promised to the customer.',
    examples: ['2026-12-01T16:00:00Z'],
  }),
  reason: words(1000, 'We came two days late.').meta({ description: 'For colleagues and budgets; not told.' }),
}

export const grantView = z.object({
  id: z.uuid(),
  state: z.enum(['granted', 'taken_back']),
  about: z.string().meta({ examples: ['request:01938c1e-7a00-7000-8000-000000000002'] }),
  customerId: z.uuid(),
  remedyId,
  remedyName: z.string().meta({ examples: ['Discount for lateness'] }),
  situation,
  amount,
  currency: currencyCode,
  forPromiseId: z.uuid().nullable(),
  promiseId: z.uuid().nullable().meta({ description: 'The promise that it is done.' }),
  reason: z.string().meta({ examples: ['We came two days late.'] }),
  grantedBy: z.uuid().nullable().meta({ description: 'On whose authority; null: of a program.' }),
  approvalId: z.uuid().nullable(),
  expiresOn: z.iso
    .date()
    .nullable()
    .meta({ description: 'Until when a credit holds.', examples: [null] }),
  takenBackAt: instantText.nullable().meta({ examples: [null] }),
  takenBackReason: z
    .string()
    .nullable()
    .meta({ examples: [null] }),
  createdAt: instantText,
})
export type GrantView = z.input<typeof grantView>

export const approvalView = z.object({
  id: z.uuid(),
  state: z.enum(['asked', 'approved', 'declined', 'withdrawn']),
  about: z.string().meta({ examples: ['request:01938c1e-7a00-7000-8000-000000000002'] }),
  customerId: z.uuid(),
  remedyId,
  remedyName: z.string().meta({ examples: ['Discount for lateness'] }),
  situation,
  amount,
  currency: currencyCode,
  forPromiseId: z.uuid().nullable(),
  dueAt: instantText.nullable(),
  reason: z.string().meta({ examples: ['We came two days late.'] }),
  askedBy: z.uuid().nullable().meta({ description: 'null: a program.' }),
  approverId: z.uuid().meta({ description: 'Who was asked.' }),
  answererId: z.uuid().nullable().meta({ description: 'Who may answer today: the approver, or who stands in.' }),
  answerBy: instantText,
  answeredBy: z.uuid().nullable(),
  answerWords: z
    .string()
    .nullable()
    .meta({ examples: [null] }),
  answeredAt: instantText.nullable().meta({ examples: [null] }),
  grantId: z.uuid().nullable(),
  allowed: z.array(z.enum(['answer', 'withdraw'])).meta({ description: 'What the caller may do to it.' }),
  createdAt: instantText,
})
export type ApprovalView = z.input<typeof approvalView>
