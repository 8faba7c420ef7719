import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cursorAfter } from '#platform/pages'
import { type TwoOrganizations, twoOrganizations } from '#test/two-organizations'
import { typicalHours } from './calendar.ts'
import { calendarClock } from './clock.ts'
import { createCalendar } from './create-calendar.ts'
import { createDefaultCalendar } from './create-default-calendar.ts'
import { explainDue } from './explain-due.ts'
import { getCalendar } from './get-calendar.ts'
import { listCalendars } from './list-calendars.ts'
import { listHolidayRegions } from './list-holiday-regions.ts'
import { listHolidays } from './list-holidays.ts'
import { updateCalendar } from './update-calendar.ts'

let world: TwoOrganizations
beforeAll(async () => {
  world = await twoOrganizations()
})
afterAll(() => world.close())

const week = {
  mon: [
    ['09:00', '12:30'],
    ['13:30', '18:00'],
  ],
  tue: [['09:00', '17:00']],
} as const
const office = { name: 'Office', timeZone: 'Europe/Warsaw', hours: week }
const create = (input: object = {}, actor = world.member, options = {}) =>
  world.gate.run(createCalendar, actor, { ...office, ...input }, options)
const update = (input: object, actor = world.member) => world.gate.run(updateCalendar, actor, input)
const missing = '01938c1e-7a00-7000-8000-000000000001'

describe('creating a calendar', () => {
  it('makes the first one the default, with the holidays of its country, and records it', async () => {
    const calendar = await create({ country: 'DE', region: 'BY' })
    expect(calendar).toMatchObject({
      ...office,
      country: 'DE',
      region: 'BY',
      isDefault: true,
      overrides: {},
      version: 1,
    })
    expect(calendar.holidays).toContainEqual({ date: '2026-12-25', name: '1. Weihnachtstag' })
    expect(calendar.holidays.some((holiday) => holiday.date === '2036-01-06')).toBe(true)
    expect(await world.gate.run(getCalendar, world.member, { id: calendar.id })).toEqual(calendar)
    expect(await world.eventsOf(world.ours, 'calendar.created')).toEqual([
      expect.objectContaining({
        subject: `calendar:${calendar.id}`,
        data: expect.objectContaining({ isDefault: true }),
      }),
    ])
  })

  it('takes given holidays as they are, and the place of the default when asked', async () => {
    const before = await create({ name: 'Second', holidays: [{ date: '2026-11-27', name: 'Fair' }], country: 'PL' })
    expect(before).toMatchObject({ isDefault: false, holidays: [{ date: '2026-11-27', name: 'Fair' }] })
    const third = await create({ name: 'Third', isDefault: true })
    const { items } = await world.gate.run(listCalendars, world.member, {})
    expect(items.filter((one) => one.isDefault).map((one) => one.id)).toEqual([third.id])
    expect(third.holidays).toEqual([])
    expect((await world.eventsOf(world.ours, 'calendar.changed')).at(-1)?.data).toMatchObject({ isDefault: false })
  })

  it('is once when repeated with its key', async () => {
    const count = async () => (await world.gate.run(listCalendars, world.member, {})).items.length
    const first = await create({ name: 'Once' }, world.member, { idempotencyKey: 'calendar-1' })
    const after = await count()
    expect(await create({ name: 'Once' }, world.member, { idempotencyKey: 'calendar-1' })).toEqual(first)
    expect(await count()).toBe(after)
  })

  it('refuses the wrong person', async () => {
    await expect(create({}, world.limitedTo('calendars.read'))).rejects.toMatchObject({ kind: 'forbidden' })
  })

  it.each([
    ['hours.mon.0.0', { hours: { mon: [['9:00', '17:00']] } }],
    ['hours.mon.0.1', { hours: { mon: [['09:00', '48:30']] } }],
    ['hours', { hours: {} }],
    ['hours', { hours: { mon: [['09:00', '09:00']] } }],
    ['hours.monday', { hours: { ...week, monday: [] } }],
    ['timeZone', { timeZone: 'Europe/Nowhere' }],
    ['holidays.0.date', { holidays: [{ date: '2026-02-30', name: 'x' }] }],
    ['overrides.2300-01-01', { overrides: { '2300-01-01': [] } }],
    ['country', { country: 'XX' }],
    ['country', { country: 'pl' }],
    ['region', { country: 'PL', region: 'BY' }],
    ['region', { region: 'BY' }],
    ['name', { name: ' ' }],
    ['colour', { colour: 'red' }],
  ])('refuses a wrong %s', async (path, input) => {
    await expect(create(input)).rejects.toMatchObject({ kind: 'invalid', issues: [expect.objectContaining({ path })] })
  })
})

describe('changing a calendar', () => {
  it('changes what is given and nothing else, once, and records it', async () => {
    const calendar = await create({ name: 'Changing', country: 'PL' })
    const hours = { wed: [['10:00', '24:00']] }
    const changed = await update({ id: calendar.id, ifVersion: 1, hours })
    expect(changed).toEqual({ ...calendar, hours, version: 2 })
    await expect(update({ id: calendar.id, ifVersion: 1, hours })).rejects.toMatchObject({ kind: 'stale' })
    expect((await world.eventsOf(world.ours, 'calendar.changed')).at(-1)).toMatchObject({
      subject: `calendar:${calendar.id}`,
      data: { version: 2, changed: ['hours'] },
    })
  })

  it('brings the holidays of another country or region, and keeps them otherwise', async () => {
    const calendar = await create({ name: 'Moving', country: 'ES' })
    const has = (view: typeof calendar, date: string) => view.holidays.some((holiday) => holiday.date === date)
    const catalan = await update({ id: calendar.id, region: 'CT' })
    expect([has(calendar, '2026-09-11'), has(catalan, '2026-09-11')]).toEqual([false, true])
    const named = await update({ id: calendar.id, name: 'Barcelona' })
    expect(named.holidays).toEqual(catalan.holidays)
    const polish = await update({ id: calendar.id, country: 'PL' })
    expect(polish).toMatchObject({ country: 'PL', region: null })
    expect(has(polish, '2026-11-11')).toBe(true)
    expect((await update({ id: calendar.id, country: null })).holidays).toEqual([])
  })

  it('moves the default, and never leaves none', async () => {
    const calendar = await create({ name: 'Next default' })
    expect(await update({ id: calendar.id, isDefault: true })).toMatchObject({ isDefault: true })
    await expect(update({ id: calendar.id, isDefault: false })).rejects.toMatchObject({
      code: 'calendars/default_needed',
    })
    const { items } = await world.gate.run(listCalendars, world.member, {})
    expect(items.filter((one) => one.isDefault).map((one) => one.id)).toEqual([calendar.id])
  })

  it('refuses the wrong person, wrong input, and what would never open', async () => {
    const { id } = await create({ name: 'Guarded' })
    await expect(update({ id, name: 'x' }, world.limitedTo('calendars.read'))).rejects.toMatchObject({
      kind: 'forbidden',
    })
    await expect(update({ id, region: 'BY' })).rejects.toMatchObject({ kind: 'invalid' })
    await expect(update({ id, hours: {} })).rejects.toMatchObject({ code: 'calendars/invalid' })
    await expect(update({ id: 'x' })).rejects.toMatchObject({ kind: 'invalid' })
  })
})

describe('reading calendars', () => {
  it('pages through them, the oldest first', async () => {
    const all = (await world.gate.run(listCalendars, world.member, { limit: '200' })).items
    const first = await world.gate.run(listCalendars, world.member, { limit: '2' })
    const second = await world.gate.run(listCalendars, world.member, { limit: '2', cursor: first.nextCursor ?? '' })
    expect([...first.items, ...second.items]).toEqual(all.slice(0, 4))
    expect(all[0]).not.toHaveProperty('holidays')
    await expect(world.gate.run(listCalendars, world.limitedTo(), {})).rejects.toMatchObject({ kind: 'forbidden' })
    for (const cursor of ['made-up', cursorAfter(['\0']), cursorAfter(['a', 'b'])])
      await expect(world.gate.run(listCalendars, world.member, { cursor })).rejects.toMatchObject({ kind: 'invalid' })
    expect((await world.gate.run(listCalendars, world.member, { cursor: cursorAfter(['no id']) })).items).toEqual([])
  })

  it('shows another organization nothing: unknown and not yours answer alike', async () => {
    const { id } = await create({ name: 'Private' })
    expect((await world.gate.run(listCalendars, world.stranger, {})).items).toEqual([])
    const refusals = await Promise.all(
      [
        world.gate.run(getCalendar, world.stranger, { id }),
        world.gate.run(updateCalendar, world.stranger, { id, name: 'Mine now' }),
        world.gate.run(explainDue, world.stranger, { id, seconds: '60' }),
        world.gate.run(getCalendar, world.member, { id: missing }),
      ].map((run) => run.catch((error: Error) => error.message)),
    )
    expect(new Set(refusals)).toEqual(new Set(['There is no such calendar. Check the id.']))
    expect(await world.gate.run(getCalendar, world.member, { id })).toMatchObject({ name: 'Private', version: 1 })
  })
})

describe('a due instant', () => {
  it('is explained opening by opening', async () => {
    const { id } = await create({ name: 'Explained' })
    const answer = await world.gate.run(explainDue, world.member, {
      id,
      start: '2026-03-02T10:00:00Z',
      seconds: '21600',
    })
    expect(answer).toEqual({
      startAt: '2026-03-02T10:00:00Z',
      seconds: 21600,
      dueAt: '2026-03-02T17:00:00Z',
      timeZone: 'Europe/Warsaw',
      calendarVersion: 1,
      steps: [
        { date: '2026-03-02', from: '2026-03-02T10:00:00Z', to: '2026-03-02T11:30:00Z', seconds: 5400 },
        { date: '2026-03-02', from: '2026-03-02T12:30:00Z', to: '2026-03-02T17:00:00Z', seconds: 16200 },
      ],
    })
  })

  it('is asked for with sensible numbers by those who may read', async () => {
    const { id } = await create({ name: 'Asked', hours: {}, overrides: { '2026-11-27': [['09:00', '10:00']] } })
    const ask = (input: object, actor = world.member) => world.gate.run(explainDue, actor, { id, ...input })
    expect(await ask({ seconds: '3600' })).toMatchObject({
      startAt: '2026-11-26T09:00:00Z',
      dueAt: '2026-11-27T09:00:00Z',
    })
    await expect(ask({ seconds: '3601' })).rejects.toMatchObject({ code: 'calendars/invalid' })
    await expect(ask({ seconds: '-1' })).rejects.toMatchObject({ kind: 'invalid' })
    await expect(ask({ seconds: '60' }, world.limitedTo())).rejects.toMatchObject({ kind: 'forbidden' })
  })
})

describe('the clock of a calendar', () => {
  it('is compiled once a version, and is the default one for null', async () => {
    const { id } = await create({ name: 'Clock', isDefault: true })
    const first = await world.within(world.member, (ctx) => calendarClock(ctx, id))
    expect(await world.within(world.member, (ctx) => calendarClock(ctx, null))).toEqual(first)
    expect((await world.within(world.member, (ctx) => calendarClock(ctx, id))).calendar).toBe(first.calendar)
    await update({ id, hours: { sun: [['00:00', '24:00']] } })
    const second = await world.within(world.member, (ctx) => calendarClock(ctx, id))
    expect([second.version, second.calendar === first.calendar]).toEqual([2, false])
    expect(second.calendar.isOpen(Temporal.Instant.from('2026-11-29T12:00:00Z').epochMilliseconds)).toBe(true)
    await expect(world.within(world.stranger, (ctx) => calendarClock(ctx, id))).rejects.toMatchObject({
      kind: 'not_found',
    })
  })
})

describe('the calendar of a new organization', () => {
  const found = (country: string, zone: string) =>
    world.within(world.stranger, (ctx) => createDefaultCalendar(ctx, { country, zone }))

  it('opens on the days that are not weekend in the country', () => {
    expect(Object.keys(typicalHours('PL'))).toEqual(['mon', 'tue', 'wed', 'thu', 'fri'])
    expect(Object.keys(typicalHours('EG'))).toEqual(['mon', 'tue', 'wed', 'thu', 'sun'])
    expect(typicalHours('PL').mon).toEqual([['09:00', '17:00']])
  })

  it('has its holidays, is the default, and is made once', async () => {
    const calendar = await found('PT', 'Europe/Lisbon')
    expect(calendar).toMatchObject({
      isDefault: true,
      country: 'PT',
      timeZone: 'Europe/Lisbon',
      name: 'Business hours',
    })
    expect(calendar.holidays.some((holiday) => holiday.date === '2026-04-25')).toBe(true)
    expect(await found('PL', 'Europe/Warsaw')).toEqual(calendar)
    expect(await world.eventsOf(world.others, 'calendar.created')).toHaveLength(1)
  })

  it('does without holidays where none are known', async () => {
    await world.owner.query('delete from calendar where org_id = $1', [world.others])
    expect(await found('AQ', 'Antarctica/Troll')).toMatchObject({ country: 'AQ', holidays: [], isDefault: true })
  })
})

describe('holidays', () => {
  it('are listed for a country, a region, a year', async () => {
    const list = (input: object, actor = world.member) => world.gate.run(listHolidays, actor, input)
    expect((await list({ country: 'PL', year: '2027', language: 'en' })).holidays[0]).toEqual({
      date: '2027-01-01',
      name: "New Year's Day",
    })
    expect((await list({ country: 'PL' })).holidays[0]?.date).toBe('2026-01-01')
    await expect(list({ country: 'XX' })).rejects.toMatchObject({ kind: 'invalid' })
    await expect(list({ country: 'PL' }, world.limitedTo())).rejects.toMatchObject({ kind: 'forbidden' })
  })

  it('are known for the countries and regions listed', async () => {
    const { countries } = await world.gate.run(listHolidayRegions, world.member, { language: 'es' })
    expect(countries.find((country) => country.code === 'PL')?.name).toBe('Polonia')
    await expect(world.gate.run(listHolidayRegions, world.limitedTo(), {})).rejects.toMatchObject({ kind: 'forbidden' })
  })
})
