import { activeMember, activeMembers } from '#modules/accounts'
import { teamHeads } from '#modules/calendars'
import { conversationStands, findConversationIds, listConversations, updateConversation } from '#modules/conversations'
import { checkContact, customerStands, findCustomerIds, listCustomers, updateCustomer } from '#modules/customers'
import { checkNewOwner, findPromiseIds, handOverPromise, listPromises, promiseStands } from '#modules/promises'
import {
  closeRequest,
  findRequestIds,
  listRequests,
  reopenRequest,
  requestStands,
  updateRequest,
} from '#modules/requests'
import { getService } from '#modules/services'
import { invalidField, notPermitted } from '#platform/errors'
import type { Context } from '#platform/operation'
import { type Change, listOf, permissionFor, type Stand, type Values } from './bulk-change.ts'
import { MOST } from './bulk-schemas.ts'
import { nothingChosen, tooMany } from './errors.ts'

type Selection = { ids?: readonly string[] | undefined; filter?: Readonly<Record<string, string>> | undefined }

/**
 * Whether somebody may do this at all, and what it names is there.
 * @throws access/forbidden, accounts/not_found, services/not_found, customers/contact_not_found, lists/rests_in_past, promises/one_owner, calendars/team_not_found
 */
export async function checkChange(ctx: Context, change: Change): Promise<void> {
  const needed = permissionFor(change)
  if (!ctx.actor.may(needed)) throw notPermitted(needed)
  if (change.action === 'handOver') await checkNewOwner(ctx, change)
  if (change.action === 'assign' && change.ownerId !== null) await activeMember(ctx, change.ownerId)
  if (change.action === 'assignConversations' && change.ownerId !== null) await activeMember(ctx, change.ownerId)
  if (change.action === 'tieConversations') await checkContact(ctx, change.contactId)
  if (change.action === 'restConversations' && Date.parse(change.until) <= ctx.now.epochMilliseconds)
    throw invalidField('lists/rests_in_past', 'change.until', 'That time is over. Choose a later one.')
  if (change.action === 'setService' && change.serviceId !== null) await getService.run(ctx, { id: change.serviceId })
}

/** The chosen rows, each once. @throws lists/selection, lists/filter, lists/nothing_chosen, lists/too_many */
export async function chosenIds(ctx: Context, change: Change, { ids, filter }: Selection): Promise<string[]> {
  if ((ids === undefined) === (filter === undefined))
    throw invalidField('lists/selection', 'ids', 'Give the ids of rows or a filter, one of the two.')
  const found = ids === undefined ? await idsMatching(ctx, change, filter ?? {}) : ids.map((id) => id.toLowerCase())
  if (found.length === 0) throw nothingChosen()
  if (found.length > MOST) throw tooMany(MOST)
  return [...new Set(found)]
}

async function idsMatching(ctx: Context, change: Change, filter: Readonly<Record<string, string>>): Promise<string[]> {
  const list = listOf(change)
  if (list === 'promises') {
    const read = listPromises.input.safeParse(filter)
    if (read.success) return findPromiseIds(ctx, read.data, MOST + 1)
  } else if (list === 'conversations') {
    const read = listConversations.input.safeParse(filter)
    if (read.success) return findConversationIds(ctx, read.data, MOST + 1)
  } else if (list === 'customers') {
    const read = listCustomers.input.safeParse(filter)
    if (read.success) return findCustomerIds(ctx, read.data, MOST + 1)
  } else {
    const read = listRequests.input.safeParse(filter)
    if (read.success) return findRequestIds(ctx, read.data, MOST + 1)
  }
  throw invalidField('lists/filter', 'filter', 'The list has no such filter. Use the ones of its address.')
}

const stands = {
  promises: promiseStands,
  requests: requestStands,
  customers: customerStands,
  conversations: conversationStands,
} as const

/** How rows stand; with `lock`, nobody else changes them before the commit. */
export const standsOf = (
  ctx: Context,
  change: Change,
  ids: readonly string[],
  { lock = false } = {},
): Promise<ReadonlyMap<string, Stand>> =>
  stands[listOf(change)](ctx, ids, { lock, promised: change.action === 'restConversationsForPromise' })

/** Answers whether those who owned rows before can be given work still. Two statements. */
export async function stillHere(ctx: Context, values: readonly Values[]): Promise<(values: Values) => boolean> {
  const named = (field: string) => [...new Set(values.flatMap((each) => each[field] ?? []))]
  const members = await activeMembers(ctx, named('ownerId'))
  const teams = await teamHeads(ctx, named('ownerTeamId'))
  return (each) => {
    if (each.ownerId != null) return members.has(each.ownerId)
    if (each.ownerTeamId != null) return teams.get(each.ownerTeamId)?.archivedAt === null
    // A request may be nobody's; a promise may not.
    return !('ownerTeamId' in each)
  }
}

/** Gives one row its values, through the operation that does it one by one. */
export async function giveValues(ctx: Context, change: Change, id: string, values: Values): Promise<void> {
  if (change.action === 'handOver')
    await handOverPromise.run(ctx, {
      id,
      ...(values.ownerId == null ? {} : { ownerId: values.ownerId }),
      ...(values.ownerTeamId == null ? {} : { ownerTeamId: values.ownerTeamId }),
    })
  else if (change.action === 'setSegment') await updateCustomer.run(ctx, { id, segment: values.segment ?? '' })
  else if (listOf(change) === 'conversations') await changeConversation(ctx, id, values)
  else if (values.status === 'closed') await closeRequest.run(ctx, { id, outcome: values.outcome ?? '' })
  else if (values.status === 'open') await reopenRequest.run(ctx, { id })
  else await updateRequest.run(ctx, { id, ...values } as Parameters<typeof updateRequest.run>[1])
}

async function changeConversation(ctx: Context, id: string, values: Values): Promise<void> {
  const { ownerId, state, contactId, snoozedUntil, snoozedFor } = values
  // A rest that is over by now is given back as none.
  const until = snoozedUntil == null ? null : Temporal.Instant.from(snoozedUntil)
  const rests = until !== null && Temporal.Instant.compare(until, ctx.now) > 0
  await updateConversation.run(ctx, {
    id,
    ...(ownerId === undefined ? {} : { ownerId }),
    ...(state === 'open' || state === 'closed' ? { state } : {}),
    ...(contactId == null ? {} : { contactId }),
    ...(snoozedUntil === undefined
      ? {}
      : snoozedFor != null && rests
        ? { snoozedFor }
        : { snoozedUntil: rests ? until : null }),
  })
}

export const labelOf = (stand: Stand): string => {
  if ('number' in stand) return `#${stand.number} ${stand.subject}`
  if ('with' in stand) return [stand.with, stand.subject].filter(Boolean).join(': ')
  return 'wording' in stand ? stand.wording : stand.name
}

export const requestOf = (stand: Stand): string | null => {
  if ('number' in stand) return stand.id
  if (!('about' in stand)) return null
  return stand.about.startsWith('request:') ? stand.about.slice('request:'.length) : null
}
