import { isReachable, TELLING_CHANNELS } from '#modules/conversations'
import { customerNames, findContactsByIds } from '#modules/customers'
import { type PromiseView, promisesByIds, promiseViewsOf } from '#modules/promises'
import { requestHeads } from '#modules/requests'
import { textOf, textOrNull } from '#platform/fields'
import type { Context } from '#platform/operation'
import type { ItemRow } from './item-queries.ts'
import type { ItemState } from './recovery.ts'
import type { ItemView } from './schemas.ts'

/** Items as the API shows them: what the ledger says of their promises and successors is read, never kept. */
export async function viewsOfItems(ctx: Context, rows: readonly ItemRow[]): Promise<ItemView[]> {
  const [promises, successors] = await Promise.all([
    promisesByIds(
      ctx.db,
      ctx.orgId,
      rows.map((row) => row.promise_id),
    ),
    promisesByIds(
      ctx.db,
      ctx.orgId,
      rows.flatMap((row) => row.successor_id ?? []),
    ).then((found) => promiseViewsOf(ctx, found)),
  ])
  const requestIds = rows.flatMap(({ about }) => (about.startsWith('request:') ? [about.slice('request:'.length)] : []))
  const [contacts, names, requests] = await Promise.all([
    findContactsByIds(ctx, [...new Set(promises.flatMap((row) => row.contact_id ?? []))]),
    customerNames(ctx, [...new Set(rows.flatMap((row) => row.customer_id ?? []))]),
    requestHeads(ctx, [...new Set(requestIds)]),
  ])
  const promiseOf = new Map(promises.map((row) => [row.id, row]))
  const successorOf = new Map(successors.map((view) => [view.id, view]))
  return rows.flatMap((row) => {
    const promise = promiseOf.get(row.promise_id)
    if (!promise) return []
    const contact = contacts.get(promise.contact_id ?? '')
    const request = requests.get(row.about.slice('request:'.length))
    const successor = successorOf.get(row.successor_id ?? '')
    return {
      promiseId: row.promise_id,
      about: row.about,
      requestNumber: request?.number ?? null,
      requestSubject: request?.subject ?? null,
      customerId: row.customer_id,
      customerName: names.get(row.customer_id ?? '') ?? null,
      language: contact?.language ?? null,
      channel: channelOf(contact),
      wording: promise.wording,
      promiseState: promise.state as ItemView['promiseState'],
      state: row.state as ItemState,
      dueAt: textOf(row.due_at),
      newDueAt: textOrNull(row.new_due_at),
      datedBy: row.dated_by as ItemView['datedBy'],
      chance: row.chance,
      reason: row.reason,
      remedyId: row.remedy_id,
      remedyAmount: row.remedy_amount,
      remedyDueAt: textOrNull(row.remedy_due_at),
      lastMomentAt: textOf(row.last_moment_at),
      successorId: row.successor_id,
      outcome: successor ? outcomeOf(successor) : null,
      failure: row.failure,
      heldAt: textOrNull(row.held_at),
    }
  })
}

type Contacts = Awaited<ReturnType<typeof findContactsByIds>>

/** By which channel somebody is told first; null: by none that works. */
export function channelOf(contact: NonNullable<ReturnType<Contacts['get']>> | undefined): ItemView['channel'] {
  if (!contact) return null
  const order = contact.preferredChannel === 'phone' ? [...TELLING_CHANNELS].reverse() : TELLING_CHANNELS
  return order.find((channel) => isReachable(contact, channel)) ?? null
}

/** What became of a new date that was proposed. */
export function outcomeOf({
  state,
  consent,
  telling,
}: Pick<PromiseView, 'state' | 'consent' | 'telling'>): NonNullable<ItemView['outcome']> {
  if (consent === 'accepted' || consent === 'declined') return consent
  if (consent === 'unanswered') return 'silent'
  if (state === 'withdrawn') return 'over'
  return telling === 'waiting' ? 'telling' : telling === 'undelivered' ? 'undelivered' : 'told'
}
