import { remediesOf } from '#modules/playbooks'
import { type Language, textOf, textOrNull } from '#platform/fields'
import type { Context } from '#platform/operation'
import type { Situation } from './limits.ts'
import type { OfferRow } from './offer-queries.ts'
import type { OfferView } from './offer-schemas.ts'

/** An option as it is kept. */
export type StoredOption = {
  id: string
  remedyId: string
  amount: number
  dueAt: string | null
  text: string
  language: Language
}

export const optionsOf = ({ options }: Pick<OfferRow, 'options'>): StoredOption[] => options as StoredOption[]

/** What may be done with an offer now. */
export function offerState(row: Pick<OfferRow, 'chosen_at' | 'choose_by'>, now: Temporal.Instant): OfferView['state'] {
  if (row.chosen_at !== null) return 'chosen'
  if (row.choose_by === null) return 'told'
  return Temporal.Instant.compare(row.choose_by, now) > 0 ? 'open' : 'over'
}

export async function viewsOfOffers(ctx: Context, rows: readonly OfferRow[]): Promise<OfferView[]> {
  const remedies = await remediesOf(
    ctx,
    rows.flatMap((row) => optionsOf(row).map(({ remedyId }) => remedyId)),
  )
  return rows.map((row) => ({
    id: row.id,
    kind: row.possible === null ? 'choice' : 'decision',
    state: offerState(row, ctx.now),
    about: row.about,
    customerId: row.customer_id,
    promiseId: row.promise_id,
    possible: row.possible,
    whyNot: row.why_not,
    restsOn: row.rests_on,
    situation: row.situation as Situation,
    reason: row.reason,
    options: optionsOf(row).map((option) => ({ ...option, remedyName: remedies.get(option.remedyId)?.name ?? '' })),
    chooseBy: textOrNull(row.choose_by),
    offeredBy: row.offered_by_member,
    chosenOptionId: row.chosen_option,
    chosenBy: row.chosen_by as OfferView['chosenBy'],
    saidBy: row.said_by,
    channel: row.channel,
    chosenAt: textOrNull(row.chosen_at),
    grantId: row.grant_id,
    notGranted: row.not_granted as OfferView['notGranted'],
    createdAt: textOf(row.created_at),
  }))
}

export async function viewOfOffer(ctx: Context, row: OfferRow): Promise<OfferView> {
  const [view] = await viewsOfOffers(ctx, [row])
  if (!view) throw new Error('A row has a view')
  return view
}
