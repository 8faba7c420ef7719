import type { OfferTold } from '#modules/authority'
import { organizationOf } from '#modules/directory'
import { defaultAnswerBy, type GivenReason, getPromise } from '#modules/promises'
import type { Context } from '#platform/operation'
import { contactOf } from './contact-of.ts'
import { LINK_MARKER } from './message.ts'
import { renderNotice } from './render-notice.ts'

/** What the customer of a promise would be told of another date, as `promises.renegotiate` has it told. @throws promises/not_found */
export async function previewMove(
  ctx: Context,
  promiseId: string,
  move: {
    dueAt: Temporal.Instant
    reason: GivenReason | null
    besides?: string | undefined
    /** What they may choose from. */
    offer?: OfferTold | undefined
    /** Default: as they were. */
    caveats?: readonly string[] | undefined
    countsFromAnswer?: boolean | undefined
  },
): Promise<{ subject: string; text: string; language: string }> {
  const { dueAt, reason, besides, offer } = move
  const before = await getPromise.run(ctx, { id: promiseId })
  const [contact, organization] = [await contactOf(ctx, before.contactId), await organizationOf(ctx)]
  const language = contact?.language ?? before.language
  const answerBy = defaultAnswerBy(ctx.now, dueAt).toString()
  const mail = await renderNotice({
    kind: 'moved',
    promise: {
      ...before,
      ...{ predecessorId: before.id, state: 'proposed', consent: 'pending', dueAt: dueAt.toString(), answerBy },
      ...(move.caveats === undefined ? {} : { caveats: [...move.caveats] }),
      pausable: move.countsFromAnswer ?? before.pausable,
      reason: reason?.text ?? null,
      givenReason: reason?.id && reason.why ? { id: reason.id, why: reason.why, added: reason.text } : null,
    },
    before,
    news: besides ?? null,
    offer: offer ?? null,
    organization: { name: organization.name, country: organization.country, zone: organization.timeZone },
    recipient: { language, zone: contact?.timeZone ?? organization.timeZone },
    now: ctx.now,
  })
  return { subject: mail.subject, text: mail.text.replaceAll(LINK_MARKER, `${ctx.instance.url}/…`), language }
}
