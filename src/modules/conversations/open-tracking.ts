import { z } from 'zod'
import { organizationOf } from '#modules/directory'
import { answersOf, promisesAbout, promiseView } from '#modules/promises'
import { instantText, LANGUAGES, textOrNull } from '#platform/fields'
import { operation } from '#platform/operation'
import { contactOf } from './contact-of.ts'
import { linkState } from './link.ts'
import { openLink } from './open-link.ts'

const trackedPromise = promiseView
  .pick({
    id: true,
    chainId: true,
    wording: true,
    language: true,
    state: true,
    consent: true,
    madeAt: true,
    dueAt: true,
    windowFrom: true,
    answerBy: true,
    answeredAt: true,
    occurredAt: true,
    endedAt: true,
    caveats: true,
    reason: true,
    version: true,
  })
  .extend({
    answer: z
      .object({
        givenBy: z.enum(['customer', 'member']),
        wishAt: instantText.nullable(),
        wishText: z
          .string()
          .nullable()
          .meta({ examples: ['Any day after five.'] }),
      })
      .nullable(),
  })

export const trackingInput = {
  viewId: z.uuid().meta({ description: 'The link to the page.' }),
  actionId: z.uuid().nullable().meta({ description: 'The right to answer once.' }),
}

export const openTracking = operation({
  name: 'conversations.openTracking',
  effect: 'reads',
  permission: 'conversations.track',
  summary: 'What a customer’s link shows; opening it records nothing',
  input: z.strictObject(trackingInput),
  output: z.object({
    about: z.string().meta({ examples: ['request:01938c1e-7a00-7000-8000-000000000002'] }),
    organization: z.object({
      name: z.string().meta({ examples: ['Northside Repairs'] }),
      country: z.string().meta({ examples: ['GB'] }),
      timeZone: z.string().meta({ examples: ['Europe/London'] }),
    }),
    reader: z.object({ language: z.enum(LANGUAGES), timeZone: z.string().meta({ examples: ['Europe/London'] }) }),
    now: instantText,
    action: z.object({ promiseId: z.uuid(), state: z.enum(['valid', 'used', 'expired', 'revoked']) }).nullable(),
    promises: z.array(trackedPromise).meta({ description: 'In the order of making.' }),
  }),
  async run(ctx, ids) {
    const { view, action } = await openLink(ctx, ids)
    const [organization, contact, all] = await Promise.all([
      organizationOf(ctx),
      contactOf(ctx, view.contact_id),
      promisesAbout(ctx, view.about),
    ])
    const promises = all.filter(
      ({ beneficiary, customerId, followed }) =>
        beneficiary === 'customer' && customerId === view.customer_id && followed,
    )
    const answers = await answersOf(
      ctx.db,
      ctx.orgId,
      promises.map(({ id }) => id),
    )
    return {
      about: view.about,
      organization: { name: organization.name, country: organization.country, timeZone: organization.timeZone },
      reader: {
        language: contact?.language ?? organization.language,
        timeZone: contact?.timeZone ?? organization.timeZone,
      },
      now: ctx.now.toString(),
      action: action?.promise_id ? { promiseId: action.promise_id, state: linkState(action, ctx.now) } : null,
      promises: promises.map((promise) => {
        const answer = answers.find(({ promise_id: id }) => id === promise.id)
        return {
          ...promise,
          answer: answer
            ? {
                givenBy: answer.given_by as 'customer' | 'member',
                wishAt: textOrNull(answer.wish_at),
                wishText: answer.wish_text,
              }
            : null,
        }
      }),
    }
  },
})
