import { z } from 'zod'
import { survivorIdOf } from '#modules/customers'
import { observe } from '#modules/forecast'
import { applyPolicies, type Trigger } from '#modules/promises'
import { serviceNames } from '#modules/services'
import { instant } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { checkPeople } from './check-people.ts'
import { occurredInFuture } from './errors.ts'
import { factsOf } from './facts.ts'
import { insertRequest, takeNumbers } from './queries.ts'
import { features, requestFields, requestView } from './schemas.ts'
import { viewById } from './view.ts'

const optionalFeatures = {
  category: features.category.default(''),
  subcategory: features.subcategory.default(''),
  channel: features.channel.default(''),
  priority: features.priority.default(''),
  team: features.team.default(''),
  area: features.area.default(''),
}

const opening = z.strictObject({
  kind: requestFields.kind,
  subject: requestFields.subject,
  description: requestFields.description.default(''),
  customerId: z.uuid().optional(),
  contactId: z.uuid().optional(),
  serviceId: z.uuid().optional(),
  ownerId: z.uuid().optional().meta({ description: 'Default: who opens it.' }),
  ...optionalFeatures,
  externalId: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .meta({ examples: ['T-1042'] }),
  openedAt: instant.optional().meta({ description: 'Default: now.', examples: ['2026-11-26T09:00:00Z'] }),
})

export const createRequest = operation({
  name: 'requests.create',
  effect: 'writes',
  permission: 'requests.create',
  summary: 'Open a request',
  input: opening,
  output: requestView,
  run: (ctx, input) => openRequest(ctx, input, ['request_opened']),
})

/** `requests.create` in the past: no rule promised anything then. */
export const createUnpromised = operation({
  ...createRequest,
  name: 'requests.createUnpromised',
  run: (ctx, input) => openRequest(ctx, input, []),
})

type Opening = z.output<typeof opening>

/**
 * Opens a request, and has the policies asked for each of some triggers, in this order.
 * @param untold the customer cannot be told of what they promise
 */
export async function openRequest(
  ctx: Context,
  input: Opening,
  triggers: readonly Trigger[],
  { untold = false } = {},
): Promise<z.input<typeof requestView>> {
  const openedAt = input.openedAt ?? ctx.now
  if (Temporal.Instant.compare(openedAt, ctx.now) > 0) throw occurredInFuture('openedAt')
  const { contactId = null, ownerId = null } = input
  const customerId = input.customerId === undefined ? null : await survivorIdOf(ctx, input.customerId)
  await checkPeople(ctx, { customerId, contactId, ownerId })
  const id = ctx.newId()
  const service =
    input.serviceId === undefined ? '' : ((await serviceNames(ctx, [input.serviceId])).get(input.serviceId) ?? '')
  const number = await takeNumbers(ctx.db, ctx.orgId, 1)
  const { category, subcategory, channel, priority, team, area } = input
  await insertRequest(ctx.db, {
    org_id: ctx.orgId,
    id,
    number,
    kind: input.kind,
    subject: input.subject,
    description: input.description,
    status: 'open',
    source: ctx.actor.kind === 'apiKey' ? 'api' : 'console',
    external_id: input.externalId ?? null,
    customer_id: customerId,
    contact_id: contactId,
    service_id: input.serviceId ?? null,
    owner_id: ownerId ?? ctx.actor.memberId,
    category,
    subcategory,
    channel,
    priority,
    team,
    area,
    outcome: '',
    opened_at: openedAt,
    closed_at: null,
    complete_until: null,
    followed: true,
    import_id: null,
    version: 1,
    created_at: ctx.now,
  })
  const about = `request:${id}`
  ctx.record({
    type: 'request.opened',
    subject: about,
    data: {
      number,
      kind: input.kind,
      openedAt: openedAt.toString(),
      ...(ownerId !== null && ownerId !== ctx.actor.memberId ? { ownerId } : {}),
    },
  })
  const row = { kind: input.kind, channel, priority, service_id: input.serviceId ?? null }
  const people = { customer_id: customerId, contact_id: contactId, owner_id: ownerId ?? ctx.actor.memberId }
  await observe(ctx, {
    id,
    features: { service, category, subcategory, channel, priority, team, area },
    startedAt: openedAt,
  })
  const facts = { ...factsOf({ ...row, ...people }, openedAt), untold }
  for (const trigger of triggers) await applyPolicies(ctx, { trigger, about, facts })
  return viewById(ctx, id)
}
