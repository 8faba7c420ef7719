import { type OfferView, offerTold } from '#modules/authority'
import type { ContactView } from '#modules/customers'
import { type findNotice, type PromiseView, promisesAbout, waitById } from '#modules/promises'
import type { Context } from '#platform/operation'
import { contactOf } from './contact-of.ts'
import { type Moot, mootAs } from './moot.ts'

export type Notice = NonNullable<Awaited<ReturnType<typeof findNotice>>>

/** What a notice is about, and whom it tells. */
export type NoticeMatter = {
  contact: ContactView
  promise: PromiseView
  /** The one that it is to replace. */
  before: PromiseView | null
  /** All about the matter, in the order of making. */
  promises: PromiseView[]
  wait: Awaited<ReturnType<typeof waitById>> | null
  /** What the customer may choose from with it, or what was decided. */
  offer: OfferView | null
}

/** Kinds of notices with which something is offered. */
const OFFERING: readonly string[] = ['offer', 'moved']

/** What a notice is about as things stand now; undefined where whoever was to be told is not there. */
export async function matterOf(
  ctx: Context,
  notice: Pick<Notice, 'contact_id' | 'wait_id'> & Partial<Pick<Notice, 'id' | 'kind'>>,
  { about, promiseId }: { about: string; promiseId: string },
): Promise<NoticeMatter | undefined> {
  const [promises, contact, wait, offer] = [
    await promisesAbout(ctx, about),
    await contactOf(ctx, notice.contact_id),
    notice.wait_id === null ? null : await waitById(ctx, notice.wait_id),
    notice.id !== undefined && OFFERING.includes(notice.kind ?? '') ? await offerTold(ctx, notice.id) : null,
  ]
  const promise = promises.find(({ id }) => id === promiseId)
  if (!promise || !contact) return undefined
  const before = promises.find(({ id }) => id === promise.predecessorId) ?? null
  return { contact, promise, before, promises, wait, offer }
}

/** Why a notice needs no telling any more; null: it does. */
export const mootOf = (notice: Notice, { promise, promises, wait, offer }: NoticeMatter): Moot | null =>
  notice.kind === 'offer'
    ? // What was decided is told in any case; of what was chosen already nobody need be told.
      offer?.kind === 'choice' && offer.state === 'chosen'
      ? 'answered'
      : null
    : mootAs(notice.kind, promise, { promises, waitEnded: wait?.endedAt != null })

/** Whether a notice changes what stands, as against telling it for the first time. */
export const changesSomething = (notice: Notice, { promise, before, promises }: NoticeMatter): boolean =>
  before !== null
    ? notice.kind === 'moved' || notice.kind === 'proposed'
    : // What was withdrawn as it has been delivered otherwise is no news to wake anybody for.
      notice.kind === 'withdrawn' && !promises.some((each) => each.chainId === promise.chainId && each.occurredAt)

/** When what it is about is due, as it was and as it is now. */
export const datesOf = ({ promise, before }: NoticeMatter): Temporal.Instant[] =>
  [promise, before]
    .filter((each) => each !== null && each.occurredAt === null)
    .flatMap((each) => [each?.windowFrom, each?.dueAt])
    .filter((text) => typeof text === 'string')
    .map((text) => Temporal.Instant.from(text))
