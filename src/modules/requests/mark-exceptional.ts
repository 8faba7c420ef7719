import { z } from 'zod'
import { loadMessages } from '#messages/exceptions'
import { activeMember, activeMembers, findActiveMember, leadIds } from '#modules/accounts'
import { membersAway, teamIdNamed } from '#modules/calendars'
import { organizationOf } from '#modules/directory'
import { estimateChance } from '#modules/forecast'
import {
  handOverPromise,
  makeUnmeasured,
  onDutyNow,
  promiseStands,
  promisesAbout,
  withdrawPromise,
} from '#modules/promises'
import { instantText, words } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { alreadyClosed, deadlinePast, notExceptional, notFollowed, requestNotFound } from './errors.ts'
import { tellHandOver } from './hand-over-requests.ts'
import { lockRequest, type RequestRow, updateRequestRow } from './queries.ts'
import { exceptionalFields, requestId, requestView } from './schemas.ts'
import { viewById } from './view.ts'

/** In which somebody takes charge, through the night and closed days. */
const TAKE_CHARGE = { minutes: 30 } as const

const exceptionView = z.object({
  request: requestView,
  after: z
    .array(
      z.object({
        promiseId: z.uuid(),
        wording: z.string().meta({ examples: ['Your boiler will be repaired.'] }),
        dueAt: instantText,
      }),
    )
    .meta({ description: 'Promised to the customer for later than they need it.' }),
  chance: z
    .number()
    .nullable()
    .meta({
      description: 'Share of similar requests that were done by then; null: no such time, or nothing is known.',
      examples: [0.2],
    }),
})

async function viewOfException(ctx: Context, id: string): Promise<z.input<typeof exceptionView>> {
  const request = await viewById(ctx, id)
  const until = request.exceptional?.until ?? null
  if (until === null) return { request, after: [], chance: null }
  const deadline = Temporal.Instant.from(until)
  const promises = await promisesAbout(ctx, `request:${id}`)
  const estimate = request.status === 'open' ? await estimateChance(ctx, id, deadline) : null
  return {
    request,
    after: promises
      .filter(({ beneficiary, state }) => beneficiary === 'customer' && (state === 'open' || state === 'proposed'))
      .filter(({ dueAt }) => Temporal.Instant.compare(dueAt, deadline) > 0)
      .map(({ id: promiseId, wording, dueAt }) => ({ promiseId, wording, dueAt })),
    chance: estimate?.chance ?? null,
  }
}

export const readException = operation({
  name: 'requests.readException',
  effect: 'reads',
  permission: 'requests.read',
  summary: 'Why a request is exceptional, and what of its promises and history speaks against the time that is needed',
  input: z.strictObject({ id: requestId }),
  output: exceptionView,
  run: (ctx, { id }) => viewOfException(ctx, id),
})

export const markExceptional = operation({
  name: 'requests.markExceptional',
  effect: 'writes',
  permission: 'requests.update',
  summary: 'Mark a request as exceptional: a person is in charge at once, whatever the rules say',
  input: z.strictObject({
    id: requestId,
    ...exceptionalFields,
    memberId: z
      .uuid()
      .optional()
      .meta({ description: 'Who takes charge. Default: who is on duty in its team, else a lead.' }),
  }),
  output: exceptionView,
  async run(ctx, { id, why, until, stakes, memberId }) {
    const row = await lockRequest(ctx.db, ctx.orgId, id)
    if (!row) throw requestNotFound()
    if (row.status === 'closed') throw alreadyClosed()
    if (!row.followed) throw notFollowed()
    if (until !== null && Temporal.Instant.compare(until, ctx.now) <= 0) throw deadlinePast()
    const again = row.exceptional_at !== null
    const personId = again && memberId === undefined ? row.owner_id : await inCharge(ctx, row, memberId)
    const promiseId = await promisedCharge(ctx, row, personId)
    const set = { exceptional_why: why, exceptional_until: until, exceptional_stakes: stakes }
    await updateRequestRow(ctx.db, ctx.orgId, id, {
      ...set,
      ...(again ? {} : { exceptional_at: ctx.now, exceptional_by: ctx.actor.memberId }),
      exceptional_promise_id: promiseId,
      owner_id: personId ?? row.owner_id,
    })
    if (personId !== row.owner_id) await tellHandOver(ctx, id, { team: row.team, owner_id: personId })
    ctx.record({
      type: again ? 'request.exception_changed' : 'request.marked_exceptional',
      subject: `request:${id}`,
      data: { ownerId: personId, until: until?.toString() ?? null, promiseId },
    })
    return viewOfException(ctx, id)
  },
})

/** Who is chosen, else on duty in the team of the request, else a lead who is not away. */
async function inCharge(ctx: Context, row: RequestRow, chosen: string | undefined): Promise<string | null> {
  if (chosen !== undefined) return (await activeMember(ctx, chosen)).id
  const teamId = await teamIdNamed(ctx, row.team)
  const duty = teamId === null ? [] : ((await onDutyNow(ctx, [teamId])).get(teamId) ?? [])
  const leads = await leadIds(ctx)
  const there = await activeMembers(ctx, [...new Set([...duty, ...leads])])
  const away = await membersAway(ctx, [...there.keys()], ctx.now)
  const order = [...duty, ...leads].filter((id) => there.has(id))
  return order.find((id) => !away.has(id)) ?? order[0] ?? null
}

/** The promise to take charge: made once, then in the hands of whoever is put in charge. */
async function promisedCharge(ctx: Context, row: RequestRow, personId: string | null): Promise<string | null> {
  const known = row.exceptional_promise_id
  const stand = known === null ? undefined : (await promiseStands(ctx, [known])).get(known)
  if (stand?.unfinished) {
    if (personId !== null && stand.ownerId !== personId)
      await handOverPromise.run(ctx, { id: stand.id, ownerId: personId })
    return stand.id
  }
  // Somebody has taken charge already.
  if (stand && row.exceptional_at !== null && personId === row.owner_id) return stand.id
  const person = personId === null ? undefined : await findActiveMember(ctx, personId)
  const language = person?.language ?? (await organizationOf(ctx)).language
  const text = await loadMessages(language)
  const teamId = await teamIdNamed(ctx, row.team)
  const wall = (minutes: number) => ({ measure: 'wall_after_due' as const, seconds: minutes * 60 })
  const made = await makeUnmeasured.run(
    ctx,
    makeUnmeasured.input.parse({
      kind: 'other',
      beneficiary: 'organization',
      wording: text.takeCharge({ number: String(row.number) }),
      language,
      dueAt: ctx.now.add(TAKE_CHARGE).toString(),
      about: `request:${row.id}`,
      ...(personId === null ? {} : { ownerId: personId }),
      // Half the time left, then the ladder: each is asked once, through closed hours.
      steps: [
        { when: { measure: 'share_left', share: 0.5 }, to: { who: 'owner' }, channel: 'mail' },
        {
          when: wall(0),
          to: teamId === null ? { who: 'lead' } : { who: 'on_duty', teamId },
          channel: 'mail',
        },
        { when: wall(30), to: { who: 'lead' }, channel: 'mail' },
        { when: wall(90), to: { who: 'lead' }, channel: 'mail' },
      ],
    }),
  )
  return made.id
}

export const unmarkExceptional = operation({
  name: 'requests.unmarkExceptional',
  effect: 'writes',
  permission: 'requests.update',
  summary: 'Say why a request is no longer exceptional: the rules hold for it again',
  input: z.strictObject({ id: requestId, why: words(500, 'The hospital has found another cooler.') }),
  output: requestView,
  async run(ctx, { id, why }) {
    const row = await lockRequest(ctx.db, ctx.orgId, id)
    if (!row) throw requestNotFound()
    if (row.exceptional_at === null) throw notExceptional()
    const promiseId = row.exceptional_promise_id
    const stand = promiseId === null ? undefined : (await promiseStands(ctx, [promiseId])).get(promiseId)
    if (stand?.unfinished) await withdrawPromise.run(ctx, { id: stand.id, reason: why })
    await updateRequestRow(ctx.db, ctx.orgId, id, {
      ...{ exceptional_at: null, exceptional_by: null, exceptional_why: null, exceptional_until: null },
      ...{ exceptional_stakes: null, exceptional_promise_id: null },
    })
    ctx.record({ type: 'request.unmarked_exceptional', subject: `request:${id}`, data: { why } })
    return viewById(ctx, id)
  },
})
