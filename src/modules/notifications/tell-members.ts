import { z } from 'zod'
import { findActiveMembers, leadIds, ownerIds } from '#modules/accounts'
import { organizationOf } from '#modules/directory'
import { onDutyNow, promiseStands, quietUntil } from '#modules/promises'
import { requestStands } from '#modules/requests'
import { findEvent, firstAbout } from '#platform/event-queries'
import { type Context, operation } from '#platform/operation'
import { type Data, RULES, toldOf, URGENT, whenTold } from './kinds.ts'
import { channelsFor } from './preferences.ts'
import { tell } from './queries.ts'

type Event = NonNullable<Awaited<ReturnType<typeof findEvent>>>

/** Tells those whom an event concerns; told again about the same event, nobody hears twice. */
export const tellMembers = operation({
  name: 'notifications.tell',
  effect: 'writes',
  permission: 'notifications.tell',
  summary: 'Tell the members whom an event concerns',
  input: z.strictObject({ eventId: z.uuid() }),
  output: z.object({ told: z.number().int() }),
  async run(ctx, { eventId }) {
    const event = await findEvent(ctx.db, ctx.orgId, eventId)
    const rule = event && RULES[event.type]
    if (!rule) return { told: 0 }
    const concerned = toldOf(await concernedBy(ctx, event), { kind: event.actor_kind, id: event.actor_id })
    const members = await findActiveMembers(ctx, concerned)
    const channels = await channelsFor(ctx, [...members.keys()], rule.kind)
    const subject = rule.kind === 'replied' ? event.about : event.subject
    const rows = await tell(
      ctx.db,
      [...members.keys()].map((memberId) => ({
        org_id: ctx.orgId,
        id: ctx.newId(),
        member_id: memberId,
        kind: rule.kind,
        subject,
        about: event.about,
        data: JSON.stringify({ outcome: event.type.split('.')[1] }),
        actor_kind: event.actor_kind,
        actor_id: event.actor_id,
        event_id: eventId,
        at: ctx.now,
        in_digest: channels.get(memberId)?.mail === 'digest' && rule.kind !== 'step' && !URGENT.includes(rule.kind),
      })),
    )
    const { timeZone } = await organizationOf(ctx)
    for (const { id, member_id } of rows) {
      const member = members.get(member_id)
      const how = channels.get(member_id)
      if (!member || !how) continue
      const { mailAt, pushAt } = whenTold(
        how,
        ctx.now,
        quietUntil(ctx.now, member.timeZone ?? timeZone, member.quietHours),
        URGENT.includes(rule.kind),
      )
      // A step has its own mail, which its policy asks for.
      if (mailAt && rule.kind !== 'step')
        ctx.later({ name: 'notifications.send_mail', data: { id, eventId }, runAt: mailAt })
      if (pushAt) ctx.later({ name: 'notifications.push', data: { id, eventId }, runAt: pushAt })
    }
    return { told: rows.length }
  },
})

async function concernedBy(ctx: Context, event: Event): Promise<readonly string[]> {
  const data: Data = event.data
  switch (RULES[event.type]?.concerns) {
    case 'named':
      return [data.memberId, data.ownerId].filter((id) => typeof id === 'string').slice(0, 1)
    case 'mentioned':
      return Array.isArray(data.memberIds) ? data.memberIds.filter((id) => typeof id === 'string') : []
    case 'asked':
      return typeof data.teamId === 'string'
        ? ((await onDutyNow(ctx, [data.teamId])).get(data.teamId) ?? leadIds(ctx))
        : [data.memberId].filter((id) => typeof id === 'string')
    case 'owners':
      return ownerIds(ctx)
    case 'answering':
      return whoAnswers(ctx, event)
    case 'starter': {
      const first = await firstAbout(ctx.db, ctx.orgId, event.about)
      return first?.actor_kind === 'member' ? [first.actor_id] : []
    }
    default:
      return whoHas(ctx, event)
  }
}

/** The owner of the promise or request that an event is about; whoever is on duty, where a team has it. */
async function whoHas(ctx: Context, { subject, about }: Event): Promise<readonly string[]> {
  const [kind, id = ''] = subject.split(':')
  const promise = kind === 'promise' ? (await promiseStands(ctx, [id])).get(id) : undefined
  if (promise?.ownerTeamId) return (await onDutyNow(ctx, [promise.ownerTeamId])).get(promise.ownerTeamId) ?? []
  if (promise) return promise.ownerId === null ? [] : [promise.ownerId]
  const requestId = about.split(':')[1] ?? ''
  const ownerId = about.startsWith('request:') && (await requestStands(ctx, [requestId])).get(requestId)?.ownerId
  return ownerId ? [ownerId] : []
}

/** Who sees to a conversation, or is on duty in its team, else who has the request; where nobody does, every lead. */
async function whoAnswers(ctx: Context, event: Event): Promise<readonly string[]> {
  const { ownerId, ownerTeamId }: Data = event.data
  const team = typeof ownerTeamId === 'string' ? ((await onDutyNow(ctx, [ownerTeamId])).get(ownerTeamId) ?? []) : []
  const of = typeof ownerId === 'string' ? [ownerId] : team.length > 0 ? team : await whoHas(ctx, event)
  const here = await findActiveMembers(ctx, of)
  return here.size > 0 ? [...here.keys()] : leadIds(ctx)
}
