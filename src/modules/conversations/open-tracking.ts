import { z } from 'zod'
import { givenAbout, givenView, offersAbout, offerView } from '#modules/authority'
import { organizationOf } from '#modules/directory'
import { answersOf, noticesOf, promisesAbout, promiseView, waitsAbout } from '#modules/promises'
import { instantText, LANGUAGES, textOf, textOrNull } from '#platform/fields'
import { operation } from '#platform/operation'
import { contactOf } from './contact-of.ts'
import { askedCallAbout } from './due-call-queries.ts'
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
    callsAsked: z
      .array(
        z.object({
          at: instantText,
          wished: z
            .string()
            .nullable()
            .meta({ examples: ['After five.'] }),
        }),
      )
      .meta({ description: 'When the customer asked to be called about it.' }),
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
    call: z
      .object({ promiseId: z.uuid(), dueAt: instantText })
      .nullable()
      .meta({ description: 'The call that the customer asked for and that is still to be made.' }),
    offers: z
      .array(
        offerView
          .pick({ id: true, state: true, possible: true, whyNot: true, restsOn: true, chooseBy: true })
          .extend(offerView.pick({ chosenOptionId: true, chosenBy: true, chosenAt: true, createdAt: true }).shape)
          .extend({
            granted: z.boolean().meta({ description: 'Chosen, and granted.' }),
            options: z.array(offerView.shape.options.element.pick({ id: true, text: true, language: true })),
          }),
      )
      .meta({ description: 'What the customer may choose from, and what was decided; oldest first.' }),
    given: z.array(givenView).meta({ description: 'What was granted to the customer about the matter; oldest first.' }),
    phone: z
      .string()
      .nullable()
      .meta({ description: 'The end of the number that is called; null: none is known.', examples: ['200'] }),
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
    const [organization, contact, all, waits, messages, call, offers, given] = await Promise.all([
      organizationOf(ctx),
      contactOf(ctx, view.contact_id),
      promisesAbout(ctx, view.about),
      waitsAbout(ctx, view.about),
      messagesFor(ctx, view, earlierThan),
      askedCallAbout(ctx.db, ctx.orgId, view.about, view.contact_id),
      offersAbout(ctx, view.about),
      givenAbout(ctx, view.about),
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
      call: call ? { promiseId: call.promise_id, dueAt: textOf(call.due_at) } : null,
      offers: offers
        .filter(({ customerId }) => isTheirs(customerId))
        .map((offer) => ({ ...offer, granted: offer.grantId !== null })),
      given: given.filter(({ customerId }) => isTheirs(customerId)),
      phone: endOf(contact?.phone ?? call?.number ?? null),
      waits: waits.filter(({ customerId }) => isTheirs(customerId)),
      updates: notices.flatMap(({ kind, text, created_at: at }) =>
        kind === 'update' && text !== null ? [{ at: textOf(at), text }] : [],
      ),
      messages,
      promises: promises.map((promise) => {
        const given = answers.filter(({ promise_id: id }) => id === promise.id)
        const answer = given.find((each) => each.answer !== 'call_asked')
        return {
          ...promise,
          answer: answer
            ? {
                givenBy: answer.given_by as 'customer' | 'member',
                wishAt: textOrNull(answer.wish_at),
                wishText: answer.wish_text,
              }
            : null,
          callsAsked: given
            .filter((each) => each.answer === 'call_asked')
            .map((each) => ({ at: textOf(each.answered_at), wished: each.wish_text })),
        }
      }),
    }
  },
})

/** Enough of a number to know it by: whoever a link was passed on to does not read the rest. */
const endOf = (number: string | null): string | null => number?.replace(/\D/g, '').slice(-3) || null
