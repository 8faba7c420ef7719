import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#platform/operation'
import { type TwoOrganizations, twoOrganizations } from '#test/two-organizations'
import { archiveTeam } from './archive-team.ts'
import { changeDuty } from './change-duty.ts'
import { createCalendar } from './create-calendar.ts'
import { createTeam } from './create-team.ts'
import { deleteDutyChange } from './delete-duty-change.ts'
import { activeTeam, teamNames } from './find-teams.ts'
import { getTeam } from './get-team.ts'
import { listDutyChanges } from './list-duty-changes.ts'
import { listTeams } from './list-teams.ts'
import { onDuty } from './on-duty.ts'
import { readTeamDuty } from './read-team-duty.ts'
import { updateTeam } from './update-team.ts'

let world: TwoOrganizations
let calendarId: string
let [ana, ben, cleo, invited, foreign] = ['', '', '', '', '']
const missing = '01938c1e-7a00-7000-8000-000000000001'

// Thursday 26 November 2026, ten o'clock in Warsaw.
beforeAll(async () => {
  world = await twoOrganizations('2026-11-26T09:00:00Z')
  const hours = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['09:00', '17:00']]]))
  for (const actor of [world.member, world.stranger])
    ({ id: calendarId } = await world.gate.run(createCalendar, actor, {
      name: 'Office',
      timeZone: 'Europe/Warsaw',
      hours,
    }))
  calendarId = (
    await world.gate.run(createCalendar, world.member, { name: 'Lisbon', timeZone: 'Europe/Lisbon', hours })
  ).id
  ana = await member('Ana')
  ben = await member('Ben')
  cleo = await member('Cleo')
  invited = await member('Ina', 'invited')
  foreign = await member('Fay', 'active', world.others)
})
afterAll(() => world.close())

let turn = 0
async function member(name: string, state = 'active', orgId = world.ours): Promise<string> {
  const [id, userId] = [1, 2].map((n) => `01938c1e-7a00-7000-8000-0000000${n}${String(++turn).padStart(4, '0')}`)
  await world.owner.query('insert into app_user (id, email, created_at) values ($1, $2, $3)', [
    userId,
    `${userId}@example.com`,
    world.clock.now().toString(),
  ])
  await world.owner.query(
    "insert into member (org_id, id, user_id, name, email, role, state, language, created_at) values ($1, $2, $3, $4, $5, 'frontline', $6, 'en', $7)",
    [orgId, id, userId, name, `${userId}@example.com`, state, world.clock.now().toString()],
  )
  return id ?? ''
}

const thursdays = (from: string, to: string) => ({ thu: [[from, to]] })
const create = (input: object = {}, actor = world.member, options = {}) =>
  world.gate.run(createTeam, actor, { name: `Team ${++turn}`, ...input }, options)
const update = (input: object, actor = world.member) => world.gate.run(updateTeam, actor, input)
const change = (input: object, actor: Actor = world.member, options = {}) =>
  world.gate.run(
    changeDuty,
    actor,
    { kind: 'off', fromAt: '2026-11-26T10:00:00Z', toAt: '2026-11-26T12:00:00Z', ...input },
    options,
  )
const read = (id: string, input: object = {}) =>
  world.gate.run(readTeamDuty, world.member, { id, to: '2026-11-26T23:00:00Z', ...input })
const listed = async (id: string) =>
  (await world.gate.run(listTeams, world.member, { limit: 200 })).items.find((team) => team.id === id)
const frontline = (memberId: string): Actor => ({ ...world.limitedTo('teams.read', 'teams.changeDuty'), memberId })

describe('making a team', () => {
  it('has members by name, a calendar, a rota, and records it', async () => {
    const rota = [{ memberId: ben, hours: thursdays('09:00', '13:00') }]
    const team = await create({ name: ' Emergencies ', calendarId, memberIds: [ben, ana, ben], rota })
    expect(team).toEqual({
      id: team.id,
      name: 'Emergencies',
      calendarId,
      timeZone: 'Europe/Lisbon',
      members: [
        { id: ana, name: 'Ana' },
        { id: ben, name: 'Ben' },
      ],
      rota,
      archivedAt: null,
      createdAt: '2026-11-26T09:00:00Z',
      version: 1,
    })
    expect(await world.gate.run(getTeam, world.member, { id: team.id })).toEqual(team)
    expect(await world.eventsOf(world.ours, 'team.created')).toEqual([
      expect.objectContaining({
        subject: `team:${team.id}`,
        data: { calendarId, memberIds: [ben, ana], version: 1 },
      }),
    ])
  })

  it('is once when repeated with its key; a name is there once, and free again when archived', async () => {
    const once = await create({ name: 'Once' }, world.member, { idempotencyKey: 'team-1' })
    expect(await create({ name: 'Once' }, world.member, { idempotencyKey: 'team-1' })).toEqual(once)
    await expect(create({ name: 'ONCE' })).rejects.toMatchObject({ code: 'calendars/team_name_taken' })
    expect(await create({ name: 'Once' }, world.stranger)).toMatchObject({ name: 'Once', timeZone: 'Europe/Warsaw' })
    await world.gate.run(archiveTeam, world.member, { id: once.id })
    expect(await create({ name: 'Once' })).toMatchObject({ name: 'Once' })
  })

  it('refuses the wrong person', async () => {
    await expect(create({}, world.limitedTo('teams.read'))).rejects.toMatchObject({ kind: 'forbidden' })
  })

  it.each([
    ['name', () => ({ name: ' ' })],
    ['memberIds.1', () => ({ memberIds: [ana, missing] })],
    ['memberIds.0', () => ({ memberIds: [invited] })],
    ['memberIds.0', () => ({ memberIds: [foreign] })],
    ['rota.0.memberId', () => ({ memberIds: [ana], rota: [{ memberId: ben, hours: {} }] })],
    ['rota.0.hours.thu.0.0', () => ({ memberIds: [ana], rota: [{ memberId: ana, hours: thursdays('9', '10:00') }] })],
    ['rota', () => ({ memberIds: [ana], rota: Array(3).fill({ memberId: ana, hours: muchOf(20) }) })],
    ['lead', () => ({ lead: ana })],
  ])('refuses a wrong %s', async (path, input) => {
    await expect(create(input())).rejects.toMatchObject({
      kind: 'invalid',
      issues: [expect.objectContaining({ path })],
    })
  })

  it('refuses a calendar of nobody', async () => {
    await expect(create({ calendarId: missing })).rejects.toMatchObject({ code: 'calendars/not_found' })
  })
})

const muchOf = (n: number) =>
  Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, Array(n).fill(['09:00', '10:00'])]),
  )

describe('changing a team', () => {
  it('changes what is given, once, and records it; who leaves the team leaves the rota', async () => {
    const rota = [ana, ben].map((memberId) => ({ memberId, hours: thursdays('09:00', '17:00') }))
    const team = await create({ memberIds: [ana, ben], rota })
    const renamed = await update({ id: team.id, ifVersion: 1, name: 'Renamed', calendarId })
    expect(renamed).toEqual({ ...team, name: 'Renamed', calendarId, timeZone: 'Europe/Lisbon', version: 2 })
    await expect(update({ id: team.id, ifVersion: 1, name: 'x' })).rejects.toMatchObject({ kind: 'stale' })
    const without = await update({ id: team.id, memberIds: [ben, cleo], calendarId: null })
    expect(without.members.map(({ name }) => name)).toEqual(['Ben', 'Cleo'])
    expect(without.rota).toEqual([rota[1]])
    expect((await world.eventsOf(world.ours, 'team.changed')).at(-1)).toMatchObject({
      subject: `team:${team.id}`,
      data: { version: 3, changed: ['calendarId', 'memberIds'], memberIds: [ben, cleo] },
    })
    expect((await update({ id: team.id, memberIds: [] })).members).toEqual([])
  })

  it('refuses the wrong person, wrong input and archived teams', async () => {
    const { id } = await create({ memberIds: [ana] })
    await expect(update({ id, name: 'x' }, world.limitedTo('teams.read'))).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(update({ id, rota: [{ memberId: ben, hours: {} }] })).rejects.toMatchObject({
      code: 'calendars/not_in_team',
    })
    await expect(update({ id, memberIds: [invited] })).rejects.toMatchObject({ code: 'calendars/not_a_colleague' })
    await expect(update({ id, name: '' })).rejects.toMatchObject({ kind: 'invalid' })
    const archived = await world.gate.run(archiveTeam, world.member, { id, ifVersion: 1 })
    expect(archived).toMatchObject({ archivedAt: '2026-11-26T09:00:00Z', version: 2 })
    expect(await world.gate.run(archiveTeam, world.member, { id, ifVersion: 1 })).toEqual(archived)
    expect(await world.eventsOf(world.ours, 'team.archived')).toContainEqual(
      expect.objectContaining({ subject: `team:${id}`, data: { version: 2 } }),
    )
    await expect(update({ id, name: 'x' })).rejects.toMatchObject({ code: 'calendars/team_archived' })
    await expect(change({ id, memberId: ana })).rejects.toMatchObject({ code: 'calendars/team_archived' })
    expect(await listed(id)).toBeUndefined()
    expect((await world.gate.run(listTeams, world.member, { archived: 'true' })).items.map((one) => one.id)).toContain(
      id,
    )
    const other = await create()
    const archive = (input: object, actor = world.member) => world.gate.run(archiveTeam, actor, input)
    await expect(archive({ id: other.id, ifVersion: 7 })).rejects.toMatchObject({ kind: 'stale' })
    await expect(archive({ id: other.id }, world.limitedTo('teams.update'))).rejects.toMatchObject({
      kind: 'forbidden',
    })
  })
})

describe('who is on duty', () => {
  it('shows shifts, gaps and absences, from now on', async () => {
    const rota = [{ memberId: ana, hours: thursdays('09:00', '13:00') }]
    const { id } = await create({ memberIds: [ana, ben], rota })
    expect(await read(id)).toEqual({
      teamId: id,
      from: '2026-11-26T09:00:00Z',
      to: '2026-11-26T23:00:00Z',
      timeZone: 'Europe/Warsaw',
      spans: [
        {
          fromAt: '2026-11-26T09:00:00Z',
          toAt: '2026-11-26T12:00:00Z',
          onDuty: [{ id: ana, name: 'Ana' }],
          gap: false,
        },
        { fromAt: '2026-11-26T12:00:00Z', toAt: '2026-11-26T16:00:00Z', onDuty: [], gap: true },
      ],
    })
    expect(await listed(id)).toMatchObject({
      onDuty: [{ id: ana, name: 'Ana' }],
      next: null,
      // Four hours today, whole days from Friday to Wednesday, and Thursday's first hour is Ana's.
      gaps: { count: 5, seconds: (4 + 4 * 8) * 3600, firstAt: '2026-11-26T12:00:00Z' },
    })
    await change({ id, memberId: ana, fromAt: '2026-11-26T08:00:00Z', toAt: '2026-11-26T11:00:00Z' })
    expect(await listed(id)).toMatchObject({
      onDuty: [],
      next: { id: ana, name: 'Ana', fromAt: '2026-11-26T11:00:00Z' },
    })
  })

  it('refuses spans that are reversed or longer than five weeks, and who may not read', async () => {
    const { id } = await create()
    for (const to of ['2026-11-26T09:00:00Z', '2027-01-01T09:00:00Z'])
      await expect(read(id, { to })).rejects.toMatchObject({ code: 'calendars/duty_span' })
    await expect(read(id, { to: 'x' })).rejects.toMatchObject({ kind: 'invalid' })
    await expect(world.gate.run(readTeamDuty, world.limitedTo(), { id })).rejects.toMatchObject({ kind: 'forbidden' })
    expect((await world.gate.run(readTeamDuty, world.member, { id })).to).toBe('2026-12-10T09:00:00Z')
  })

  it('forgets whoever is removed at once, in duty, lists and rota', async () => {
    const zoe = await member('Zoe')
    const rota = [ana, zoe].map((memberId) => ({ memberId, hours: thursdays('09:00', '17:00') }))
    const { id } = await create({ memberIds: [ana, zoe], rota })
    await change({ id, memberId: zoe })
    expect((await listed(id))?.onDuty.map(({ name }) => name)).toEqual(['Ana', 'Zoe'])
    await world.owner.query("update member set state = 'removed' where id = $1", [zoe])
    const team = await listed(id)
    expect([team?.onDuty, team?.members, team?.rota.length]).toEqual([
      [{ id: ana, name: 'Ana' }],
      [{ id: ana, name: 'Ana' }],
      1,
    ])
    expect((await world.gate.run(listDutyChanges, world.member, { id })).items).toEqual([])
    await expect(change({ id, memberId: zoe })).rejects.toMatchObject({ code: 'calendars/not_in_team' })
  })

  it('is told to the modules above for many teams in five statements', async () => {
    const rota = [{ memberId: ana, hours: thursdays('09:00', '13:00') }]
    const early = await create({ memberIds: [ana], rota })
    const everybody = await create({ memberIds: [cleo, ben] })
    const nobody = await create({ calendarId })
    const ids = [early.id, everybody.id, nobody.id, missing]
    const [at, later] = ['2026-11-26T09:00:00Z', '2026-11-26T14:00:00Z'].map((text) => Temporal.Instant.from(text))
    const ask = (when: Temporal.Instant | undefined, actor = world.member) =>
      world.within(actor, (ctx) => onDuty(ctx, ids, when ?? ctx.now))
    expect(await ask(at)).toEqual(
      new Map([
        [early.id, { memberIds: [ana], next: null }],
        [everybody.id, { memberIds: [ben, cleo], next: null }],
        [nobody.id, { memberIds: [], next: null }],
      ]),
    )
    expect((await ask(later)).get(early.id)).toEqual({
      memberIds: [],
      next: { memberId: ana, at: Temporal.Instant.from('2026-12-03T08:00:00Z') },
    })
    expect(await ask(at, world.stranger)).toEqual(new Map())
    expect(await world.within(world.member, (ctx) => onDuty(ctx, [], ctx.now))).toEqual(new Map())
    await world.within(world.member, async (ctx) => {
      expect(await teamNames(ctx, ids)).toEqual(new Map([early, everybody, nobody].map((team) => [team.id, team.name])))
      expect(await activeTeam(ctx, early.id)).toMatchObject({ name: early.name, calendarId: null, archivedAt: null })
      await expect(activeTeam(ctx, missing)).rejects.toMatchObject({ code: 'calendars/team_not_found' })
    })
  })
})

describe('a change of duty', () => {
  it('is an absence with somebody who stands in, recorded, listed, and taken back once', async () => {
    const { id } = await create({
      memberIds: [ana, ben],
      rota: [{ memberId: ana, hours: thursdays('09:00', '17:00') }],
    })
    const made = await change({ id, memberId: ana, note: ' Dentist ', coverId: ben })
    expect(made.change).toMatchObject({ teamId: id, memberName: 'Ana', kind: 'off', note: 'Dentist' })
    expect(made.cover).toMatchObject({ memberId: ben, kind: 'on', fromAt: '2026-11-26T10:00:00Z' })
    const spans = (await read(id)).spans.map(({ onDuty }) => onDuty.map(({ name }) => name).join())
    expect(spans).toEqual(['Ana', 'Ben', 'Ana'])
    expect(await world.eventsOf(world.ours, 'team.duty_changed')).toContainEqual(
      expect.objectContaining({
        subject: `team:${id}`,
        data: {
          changeId: made.change.id,
          memberId: ana,
          kind: 'off',
          fromAt: '2026-11-26T10:00:00Z',
          toAt: '2026-11-26T12:00:00Z',
        },
      }),
    )
    const list = (input: object = {}) => world.gate.run(listDutyChanges, world.member, { id, ...input })
    const first = await list({ limit: '1' })
    const second = await list({ limit: '1', cursor: first.nextCursor })
    expect([...first.items, ...second.items]).toEqual([made.change, made.cover])
    expect((await list({ endsAfter: '2026-11-26T12:00:00Z' })).items).toEqual([])
    const back = () => world.gate.run(deleteDutyChange, world.member, { id: made.cover?.id })
    expect(await back()).toEqual({})
    await expect(back()).rejects.toMatchObject({ code: 'calendars/duty_change_not_found' })
    expect((await world.eventsOf(world.ours, 'team.duty_change_deleted')).at(-1)).toMatchObject({
      data: { changeId: made.cover?.id, memberId: ben, kind: 'on' },
    })
  })

  it('is once when repeated with its key', async () => {
    const { id } = await create({ memberIds: [ana] })
    const first = await change({ id, memberId: ana }, world.member, { idempotencyKey: 'change-1' })
    expect(await change({ id, memberId: ana }, world.member, { idempotencyKey: 'change-1' })).toEqual(first)
    expect((await world.gate.run(listDutyChanges, world.member, { id })).items).toHaveLength(1)
  })

  it('is one’s own business, or that of who may change teams', async () => {
    const { id } = await create({ memberIds: [ana, ben] })
    const made = await change({ id, memberId: ana }, frontline(ana))
    const forbidden = { kind: 'forbidden' }
    await expect(change({ id, memberId: ben }, frontline(ana))).rejects.toMatchObject(forbidden)
    await expect(change({ id, memberId: ana, coverId: ben }, frontline(ana))).rejects.toMatchObject(forbidden)
    await expect(change({ id, memberId: ana }, world.limitedTo('teams.read'))).rejects.toMatchObject(forbidden)
    const back = (actor: Actor) => world.gate.run(deleteDutyChange, actor, { id: made.change.id })
    await expect(back(frontline(ben))).rejects.toMatchObject(forbidden)
    expect(await back(frontline(ana))).toEqual({})
  })

  it.each([
    ['memberId', () => ({ memberId: cleo })],
    ['memberId', () => ({ memberId: missing })],
    ['coverId', () => ({ coverId: cleo })],
    ['coverId', () => ({ coverId: ana })],
    ['coverId', () => ({ kind: 'on', coverId: ben })],
    ['toAt', () => ({ toAt: '2026-11-26T10:00:00Z' })],
    ['toAt', () => ({ toAt: '2200-01-01T00:00:00Z' })],
    ['fromAt', () => ({ fromAt: '1969-12-31T23:59:59Z' })],
    ['kind', () => ({ kind: 'ill' })],
  ])('refuses a wrong %s', async (path, input) => {
    const { id } = await create({ memberIds: [ana, ben] })
    await expect(change({ id, memberId: ana, ...input() })).rejects.toMatchObject({
      kind: 'invalid',
      issues: [expect.objectContaining({ path })],
    })
  })

  it('refuses more than can be overlooked', async () => {
    const { id } = await create({ memberIds: [ana] })
    await world.owner.query(
      "insert into duty_change (org_id, id, team_id, member_id, kind, from_at, to_at, created_at) select $1, gen_random_uuid(), $2, $3, 'on', $4, $4::timestamptz + interval '1 hour', $4 from generate_series(1, 500)",
      [world.ours, id, ana, '2026-12-26T10:00:00Z'],
    )
    await expect(change({ id, memberId: ana })).rejects.toMatchObject({ code: 'calendars/too_many_duty_changes' })
  })
})

describe('reading teams', () => {
  it('pages through them by name', async () => {
    const list = (input: object) => world.gate.run(listTeams, world.member, input)
    const all = (await list({ limit: '200' })).items
    const first = await list({ limit: '2' })
    const second = await list({ limit: '2', cursor: first.nextCursor })
    expect([...first.items, ...second.items]).toEqual(all.slice(0, 4))
    await expect(world.gate.run(listTeams, world.limitedTo(), {})).rejects.toMatchObject({ kind: 'forbidden' })
  })

  it('shows another organization nothing: unknown and not yours answer alike', async () => {
    const { id } = await create({ name: 'Private', memberIds: [ana] })
    const made = await change({ id, memberId: ana })
    const theirs = (await world.gate.run(listTeams, world.stranger, {})).items.map(({ name }) => name)
    expect(theirs).toEqual(['Once'])
    const refusals = await Promise.all(
      [
        world.gate.run(getTeam, world.stranger, { id }),
        world.gate.run(updateTeam, world.stranger, { id, name: 'Mine' }),
        world.gate.run(archiveTeam, world.stranger, { id }),
        world.gate.run(readTeamDuty, world.stranger, { id }),
        world.gate.run(listDutyChanges, world.stranger, { id }),
        change({ id, memberId: foreign }, world.stranger),
        world.gate.run(getTeam, world.member, { id: missing }),
      ].map((run) => run.catch((error: Error) => error.message)),
    )
    expect(new Set(refusals)).toEqual(new Set(['There is no such team. Check the id.']))
    await expect(world.gate.run(deleteDutyChange, world.stranger, { id: made.change.id })).rejects.toMatchObject({
      kind: 'not_found',
    })
    expect(await world.gate.run(getTeam, world.member, { id })).toMatchObject({ name: 'Private', version: 1 })
  })
})
