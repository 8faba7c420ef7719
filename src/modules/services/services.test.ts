import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TwoOrganizations, twoOrganizations } from '#test/two-organizations'
import { archiveService } from './archive-service.ts'
import { createService } from './create-service.ts'
import { findDefaultSeconds } from './find-default-seconds.ts'
import { getService } from './get-service.ts'
import { listServices } from './list-services.ts'
import { serviceNames } from './service-names.ts'
import { updateService } from './update-service.ts'

let world: TwoOrganizations
beforeAll(async () => {
  world = await twoOrganizations()
})
afterAll(() => world.close())

const create = (input: object, actor = world.member, options = {}) =>
  world.gate.run(createService, actor, input, options)
const update = (input: object, actor = world.member) => world.gate.run(updateService, actor, input)
const archive = (input: object, actor = world.member) => world.gate.run(archiveService, actor, input)
const get = (id: string, actor = world.member) => world.gate.run(getService, actor, { id })
const list = (input: object = {}, actor = world.member) => world.gate.run(listServices, actor, input)
const missing = '01938c1e-7a00-7000-8000-000000000001'

describe('creating a service', () => {
  it('adds it and records it', async () => {
    const service = await create({ name: ' Boiler repair ', description: 'At your home.', defaultSeconds: 57_600 })
    expect(service).toEqual({
      id: service.id,
      name: 'Boiler repair',
      description: 'At your home.',
      defaultSeconds: 57_600,
      calendarId: null,
      archivedAt: null,
      createdAt: '2026-11-26T09:00:00Z',
      version: 1,
    })
    expect(await get(service.id)).toEqual(service)
    expect(await world.eventsOf(world.ours, 'service.created')).toEqual([
      expect.objectContaining({ subject: `service:${service.id}`, data: { defaultSeconds: 57_600 } }),
    ])
  })

  it('is once when repeated with its key; a name is there once', async () => {
    const once = await create({ name: 'Once' }, world.member, { idempotencyKey: 'service-1' })
    expect(await create({ name: 'Once' }, world.member, { idempotencyKey: 'service-1' })).toEqual(once)
    await expect(create({ name: 'Once' })).rejects.toMatchObject({ code: 'services/name_taken', kind: 'conflict' })
    expect(await create({ name: 'Once' }, world.stranger), 'the name is free elsewhere').toMatchObject({ name: 'Once' })
  })

  it('refuses the wrong person and wrong input', async () => {
    await expect(create({ name: 'x' }, world.limitedTo('services.read'))).rejects.toMatchObject({ kind: 'forbidden' })
    for (const [path, input] of [
      ['name', { name: '  ' }],
      ['name', { name: 'x'.repeat(201) }],
      ['defaultSeconds', { name: 'x', defaultSeconds: 0 }],
      ['defaultSeconds', { name: 'x', defaultSeconds: 90.5 }],
      ['price', { name: 'x', price: 1 }],
    ] as const)
      await expect(create(input)).rejects.toMatchObject({
        kind: 'invalid',
        issues: [expect.objectContaining({ path })],
      })
  })

  it('keeps text as it is, markup and quotes alike', async () => {
    const name = `<b>'); drop table service; --</b>`
    expect((await get((await create({ name })).id)).name).toBe(name)
  })
})

describe('changing a service', () => {
  it('changes what is given, once, and records it', async () => {
    const service = await create({ name: 'Roof check', defaultSeconds: 3600 })
    const changed = await update({ id: service.id, ifVersion: 1, defaultSeconds: null })
    expect(changed).toEqual({ ...service, defaultSeconds: null, version: 2 })
    await expect(update({ id: service.id, ifVersion: 1, name: 'Roof' })).rejects.toMatchObject({ kind: 'stale' })
    expect((await world.eventsOf(world.ours, 'service.changed')).at(-1)).toMatchObject({
      subject: `service:${service.id}`,
      data: { version: 2, changed: ['defaultSeconds'], defaultSeconds: null },
    })
    await expect(update({ id: service.id, name: 'Once' })).rejects.toMatchObject({ code: 'services/name_taken' })
  })

  it('refuses the wrong person and wrong input', async () => {
    const { id } = await create({ name: 'Guarded' })
    await expect(update({ id, name: 'x' }, world.limitedTo('services.read'))).rejects.toMatchObject({
      kind: 'forbidden',
    })
    await expect(update({ id, name: '' })).rejects.toMatchObject({ kind: 'invalid' })
  })
})

describe('archiving a service', () => {
  it('takes it out of the list, once, and records it', async () => {
    const { id } = await create({ name: 'Fax repair' })
    const archived = await archive({ id, ifVersion: 1 })
    expect(archived).toMatchObject({ archivedAt: '2026-11-26T09:00:00Z', version: 2 })
    expect(await archive({ id, ifVersion: 1 })).toEqual(archived)
    expect(await world.eventsOf(world.ours, 'service.archived')).toEqual([
      expect.objectContaining({ subject: `service:${id}`, data: { version: 2 } }),
    ])
    expect((await list()).items.map((one) => one.id)).not.toContain(id)
    expect((await list({ archived: 'true' })).items.map((one) => one.id)).toEqual([id])
    await expect(update({ id, name: 'Telex repair' })).rejects.toMatchObject({ code: 'services/archived' })
  })

  it('refuses the wrong person and a stale version', async () => {
    const { id } = await create({ name: 'Kept' })
    await expect(archive({ id }, world.limitedTo('services.update'))).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(archive({ id, ifVersion: 7 })).rejects.toMatchObject({ kind: 'stale' })
    await expect(archive({ id: 'x' })).rejects.toMatchObject({ kind: 'invalid' })
  })
})

describe('reading services', () => {
  it('pages through them by name', async () => {
    const all = (await list({ limit: '200' })).items
    const first = await list({ limit: '2' })
    const second = await list({ limit: '2', cursor: first.nextCursor })
    expect([...first.items, ...second.items]).toEqual(all.slice(0, 4))
    await expect(list({}, world.limitedTo())).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(list({ archived: 'maybe' })).rejects.toMatchObject({ kind: 'invalid' })
  })

  it('shows another organization nothing: unknown and not yours answer alike', async () => {
    const { id } = await create({ name: 'Private', defaultSeconds: 7200 })
    expect((await list({}, world.stranger)).items.map((one) => one.name)).toEqual(['Once'])
    const refusals = await Promise.all(
      [
        get(id, world.stranger),
        update({ id, name: 'Mine' }, world.stranger),
        archive({ id }, world.stranger),
        get(missing),
      ].map((run) => run.catch((error: Error) => error.message)),
    )
    expect(new Set(refusals)).toEqual(new Set(['There is no such service. Check the id.']))
    expect(await world.within(world.stranger, (ctx) => findDefaultSeconds(ctx, id))).toBeNull()
    expect(await world.within(world.stranger, (ctx) => serviceNames(ctx, [id]))).toEqual(new Map())
  })

  it('gives names and usual durations to the modules above', async () => {
    const { id } = await create({ name: 'Chimney', defaultSeconds: 7200 })
    expect(await world.within(world.member, (ctx) => serviceNames(ctx, [id, missing]))).toEqual(
      new Map([[id, 'Chimney']]),
    )
    expect(await world.within(world.member, (ctx) => serviceNames(ctx, []))).toEqual(new Map())
    expect(await world.within(world.member, (ctx) => findDefaultSeconds(ctx, id))).toBe(7200)
    expect(await world.within(world.member, (ctx) => findDefaultSeconds(ctx, missing))).toBeNull()
  })
})
