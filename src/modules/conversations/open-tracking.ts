import { z } from 'zod'
import { organizationOf } from '#modules/directory'
import { answersOf, noticesOf, promisesAbout, promiseView, waitsAbout } from '#modules/promises'
import { instantText, LANGUAGES, textOf, textOrNull } from '#platform/fields'
import { operation } from '#platform/operation'
import { contactOf } from './contact-of.ts'
import { linkState } from './link.ts'
import { openLink } from './open-link.ts'
import { messagesFor, pageMessages } from './page-messages.ts'

const trackedPromise = promiseView
  .pick({
    id: true,
    chainId: true,
    kind: true,
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
    givenReason: true,
    pausable: true,
    pausedAt: true,
    waiting: true,
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
const before = z.uuid().optional().meta({ description: 'Messages before this one. Default: the newest.' })

export const openTracking = operation({
  name: 'conversations.openTracking',
  effect: 'reads',
  permission: 'conversations.track',
  summary: 'What a customer’s link shows; opening it records nothing',
  input: z.strictObject({ ...trackingInput, before }),
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
    waits: z
      .array(
        z.object({
          id: z.uuid(),
          waitingFor: z.string().meta({ examples: ['A photo of the label on the boiler.'] }),
          language: z.enum(LANGUAGES),
          startedAt: instantText,
          endedAt: instantText.nullable(),
          endedBy: z.enum(['customer', 'member', 'system']).nullable(),
          reply: z
            .string()
            .nullable()
            .meta({ examples: ['It says BX 200.'] }),
        }),
      )
      .meta({ description: 'What we waited for from this customer, oldest first; the last may be open.' }),
    updates: z
      .array(
        z.object({
          at: instantText,
          text: z.string().meta({ examples: ['The part is on its way; we expect it on Thursday.'] }),
        }),
      )
      .meta({ description: 'What we wrote to the customer meanwhile, oldest first.' }),
    messages: pageMessages,
    promises: z.array(trackedPromise).meta({ description: 'In the order of making.' }),
  }),
  async run(ctx, { before: earlierThan = null, ...links }) {
    const { view, action, isTheirs } = await openLink(ctx, links)
    const [organization, contact, all, waits, messages] = await Promise.all([
      organizationOf(ctx),
      contactOf(ctx, view.contact_id),
      promisesAbout(ctx, view.about),
      waitsAbout(ctx, view.about),
      messagesFor(ctx, view, earlierThan),
    ])
    const told = all.filter(
      ({ beneficiary, customerId, followed }) => beneficiary === 'customer' && isTheirs(customerId) && followed,
    )
    const ids = told.map(({ id }) => id)
    const [answers, notices] = await Promise.all([answersOf(ctx.db, ctx.orgId, ids), noticesOf(ctx.db, ctx.orgId, ids)])
    // Taken back before anybody was told: for the customer it never was.
    const dropped = new Set(
      notices
        .filter(({ state, failure }) => state === 'moot' && failure === 'taken_back')
        .map((notice) => notice.promise_id),
    )
    const promises = told.filter(({ id }) => !dropped.has(id))
    return {
      about: view.about,
      organization: { name: organization.name, country: organization.country, timeZone: organization.timeZone },
      reader: {
        language: contact?.language ?? organization.language,
        timeZone: contact?.timeZone ?? organization.timeZone,
      },
      now: ctx.now.toString(),
      action: action?.promise_id ? { promiseId: action.promise_id, state: linkState(action, ctx.now) } : null,
      waits: waits.filter(({ customerId }) => isTheirs(customerId)),
      updates: notices.flatMap(({ kind, text, created_at: at }) =>
        kind === 'update' && text !== null ? [{ at: textOf(at), text }] : [],
      ),
      messages,
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
