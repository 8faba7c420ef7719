import { z } from 'zod'
import { survivorIdOf } from '#modules/customers'
import { describeObservation } from '#modules/forecast'
import { lookAgain } from '#modules/risks'
import { serviceNames } from '#modules/services'
import { stale } from '#platform/errors'
import { ifVersion } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { checkPeople } from './check-people.ts'
import { requestNotFound } from './errors.ts'
import { tellHandOver } from './hand-over-requests.ts'
import { lockRequest, updateRequestRow } from './queries.ts'
import { requestFields, requestId, requestView } from './schemas.ts'
import { viewById } from './view.ts'

export const updateRequest = operation({
  name: 'requests.update',
  effect: 'writes',
  permission: 'requests.update',
  summary: 'Change what a request says',
  input: z.strictObject({ id: requestId, ifVersion, ...z.strictObject(requestFields).partial().shape }),
  output: requestView,
  async run(ctx, { id, ifVersion: version, ...input }) {
    const row = await lockRequest(ctx.db, ctx.orgId, id)
    if (!row) throw requestNotFound()
    if (version !== undefined && version !== row.version) throw stale('requests', 'request', row.version)
    const customerId = await customerNow(ctx, row.customer_id, input.customerId)
    // Another customer has other contacts.
    const contactKept = customerId === row.customer_id ? row.contact_id : null
    const contactId = input.contactId === undefined ? contactKept : input.contactId
    await checkPeople(ctx, { customerId, contactId: input.contactId ?? null, ownerId: input.ownerId ?? null })
    const set = {
      kind: input.kind ?? row.kind,
      subject: input.subject ?? row.subject,
      description: input.description ?? row.description,
      customer_id: customerId,
      contact_id: contactId,
      service_id: input.serviceId === undefined ? row.service_id : input.serviceId,
      owner_id: input.ownerId === undefined ? row.owner_id : input.ownerId,
      category: input.category ?? row.category,
      subcategory: input.subcategory ?? row.subcategory,
      channel: input.channel ?? row.channel,
      priority: input.priority ?? row.priority,
      team: input.team ?? row.team,
      area: input.area ?? row.area,
    }
    const changed = Object.entries(set).filter(([key, value]) => row[key as keyof typeof set] !== value)
    if (changed.length === 0) return viewById(ctx, id)
    await updateRequestRow(ctx.db, ctx.orgId, id, set)
    const service =
      set.service_id === null ? '' : ((await serviceNames(ctx, [set.service_id])).get(set.service_id) ?? '')
    const { category, subcategory, channel, priority, team, area } = set
    await describeObservation(ctx, id, { service, category, subcategory, channel, priority, team, area })
    if (set.owner_id !== row.owner_id || team !== row.team) await tellHandOver(ctx, id, set)
    lookAgain(ctx, `request:${id}`)
    ctx.record({
      type: 'request.changed',
      subject: `request:${id}`,
      data: {
        fields: changed.map(([key]) => key),
        ...(set.owner_id !== row.owner_id ? { ownerId: set.owner_id } : {}),
      },
    })
    return viewById(ctx, id)
  },
})

/** Whose the request is from now on; whoever names the customer that its own is read as has not chosen another. */
async function customerNow(
  ctx: Context,
  present: string | null,
  named: string | null | undefined,
): Promise<string | null> {
  if (named === undefined || named === null) return named === null ? null : present
  const survivor = await survivorIdOf(ctx, named)
  return present !== null && survivor === (await survivorIdOf(ctx, present)) ? present : survivor
}
