import { z } from 'zod'
import { survivorsOf } from '#modules/customers'
import { observeMany } from '#modules/forecast'
import { applyPolicies, type Trigger } from '#modules/promises'
import { serviceNames } from '#modules/services'
import { instant } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { checkPeople } from './check-people.ts'
import { occurredInFuture } from './errors.ts'
import { factsOf } from './facts.ts'
import { insertRequests, takeNumbers } from './queries.ts'
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

/** A request to be opened, and the triggers for which the policies are asked, in this order. */
export type ToOpen = {
  input: Opening
  triggers: readonly Trigger[]
  /** The customer cannot be told of what they promise. */
  untold?: boolean
}

/** Opens a request. @throws requests/contact_of_another, accounts/not_found, requests/in_future */
export async function openRequest(
  ctx: Context,
  input: Opening,
  triggers: readonly Trigger[],
): Promise<z.input<typeof requestView>> {
  const [id = ''] = await openRequests(ctx, [{ input, triggers }])
  return viewById(ctx, id)
}

/** As `openRequest`, of several, in their order; what is the same for all is read once. Their ids. */
export async function openRequests(ctx: Context, all: readonly ToOpen[]): Promise<string[]> {
  if (all.some(({ input: { openedAt = ctx.now } }) => Temporal.Instant.compare(openedAt, ctx.now) > 0))
    throw occurredInFuture('openedAt')
  const [survivors, services] = await Promise.all([
    survivorsOf(
      ctx,
      all.flatMap(({ input }) => input.customerId ?? []),
    ),
    serviceNames(ctx, [...new Set(all.flatMap(({ input }) => input.serviceId ?? []))]),
  ])
  const opened: Opened[] = []
  for (const { input, triggers, untold = false } of all) {
    const { contactId = null, ownerId = null } = input
    const asked = input.customerId ?? null
    const customerId = asked === null ? null : (survivors.get(asked.toLowerCase())?.id ?? asked)
    await checkPeople(ctx, { customerId, contactId, ownerId })
    const service = services.get(input.serviceId ?? '') ?? ''
    opened.push({ id: ctx.newId(), input, triggers, untold, customerId, contactId, ownerId, service })
  }
  const first = await takeNumbers(ctx.db, ctx.orgId, opened.length)
  await insertRequests(
    ctx.db,
    opened.map((one, i) => rowOf(ctx, one, first + i)),
  )
  for (const [i, { id, input, ownerId }] of opened.entries())
    ctx.record({
      type: 'request.opened',
      subject: `request:${id}`,
      data: {
        number: first + i,
        kind: input.kind,
        openedAt: (input.openedAt ?? ctx.now).toString(),
        ...(ownerId !== null && ownerId !== ctx.actor.memberId ? { ownerId } : {}),
      },
    })
  await observeMany(ctx, opened.map(observationOf(ctx)))
  for (const { id, input, triggers, untold, customerId, contactId, ownerId } of opened) {
    const { kind, channel, priority, serviceId = null, openedAt = ctx.now } = input
    const row = { kind, channel, priority, service_id: serviceId }
    const people = { customer_id: customerId, contact_id: contactId, owner_id: ownerId ?? ctx.actor.memberId }
    const facts = { ...factsOf({ ...row, ...people }, openedAt), untold }
    for (const [n, trigger] of triggers.entries())
      await applyPolicies(ctx, { trigger, about: `request:${id}`, facts, isNew: n === 0 })
  }
  return opened.map(({ id }) => id)
}

type Opened = Required<ToOpen> & {
  id: string
  customerId: string | null
  contactId: string | null
  ownerId: string | null
  service: string
}

const observationOf =
  (ctx: Context) =>
  ({ id, input, service }: Opened) => {
    const { category, subcategory, channel, priority, team, area, openedAt = ctx.now } = input
    return { id, features: { service, category, subcategory, channel, priority, team, area }, startedAt: openedAt }
  }

function rowOf(ctx: Context, { id, input, customerId, contactId, ownerId }: Opened, number: number) {
  const { category, subcategory, channel, priority, team, area } = input
  return {
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
    opened_at: input.openedAt ?? ctx.now,
    closed_at: null,
    complete_until: null,
    followed: true,
    import_id: null,
    version: 1,
    created_at: ctx.now,
  }
}
