// One file: every way of an import shares one world, and each is a few lines.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { silentLog } from '#platform/log'
import type { Actor } from '#platform/operation'
import { type TwoOrganizations, twoOrganizations } from '#test/two-organizations'
import { cancelImport } from './cancel-import.ts'
import { changeImportMapping } from './change-mapping.ts'
import { checkImport } from './check-import.ts'
import { createImport } from './create-import.ts'
import { getImport, listImportErrors, listImports } from './get-import.ts'
import { PART_BYTES } from './schemas.ts'
import { startImport } from './start-import.ts'
import { tasks } from './tasks.ts'
import { uploadPart } from './upload-part.ts'

let world: TwoOrganizations
beforeAll(async () => {
  world = await twoOrganizations()
})
afterAll(() => world.close())

const log = [
  'case_id,opened_at,closed_at,target_at,category,customer,email',
  'A1,2026-01-05T10:00:00,2026-01-06T10:00:00,2026-01-07T10:00:00,Boiler,Ann,ann@example.org',
  'A2,2026-01-05T11:00:00,2026-01-09T10:00:00,2026-01-07T10:00:00,Boiler,Ann,ann@example.org',
  'A3,2026-01-06T11:00:00,,2026-01-08T10:00:00,Tap,Bob,',
  'A4,2026-01-06T12:00:00,,2026-02-08T10:00:00,Tap,,',
  'A5,2026-01-07T12:00:00,2026-01-10T12:00:00,,Tap,,',
  'A5,2026-01-07T12:00:00,,,Tap,,',
  'A6,2026-01-07T12:00:00,2026-01-06T12:00:00,,Tap,,',
  'A7,soon,,,Tap,,',
].join('\n')

const act = <T extends Parameters<TwoOrganizations['gate']['run']>[0]>(
  op: T,
  input: object,
  actor: Actor = world.member,
) => world.gate.run(op, actor, input) as Promise<Awaited<ReturnType<T['run']>> & Record<string, unknown>>

async function upload(text: string | Buffer, actor: Actor = world.member) {
  const bytes = Buffer.from(text)
  const made = await world.gate.run(createImport, actor, { name: 'log.csv', bytes: bytes.length, kind: 'requests' })
  let view = made
  for (let n = 1; n <= made.parts; n++)
    view = await world.gate.run(uploadPart, actor, {
      id: made.id,
      n,
      bytes: bytes.subarray((n - 1) * PART_BYTES, n * PART_BYTES),
    })
  return view
}

/** Runs what waits in the outbox of an organization, as the worker would. */
async function work(orgId = world.ours, signal: AbortSignal = new AbortController().signal): Promise<void> {
  for (;;) {
    const { rows } = await world.owner.query('delete from outbox where org_id = $1 returning task, data', [orgId])
    if (rows.length === 0) return
    for (const { task, data } of rows) {
      const known = tasks.find((one) => one.name === task)
      if (known) await known.run({ orgId, gate: world.gate, clock: world.clock, log: silentLog, signal }, data)
    }
  }
}

async function importWhole(text: string | Buffer, actor: Actor = world.member) {
  const { id } = await upload(text, actor)
  await world.gate.run(checkImport, actor, { id })
  await work(actor.orgId)
  await world.gate.run(startImport, actor, { id })
  await work(actor.orgId)
  return world.gate.run(getImport, actor, { id })
}

const requestsOf = async (orgId: string) =>
  (await world.owner.query('select * from request where org_id = $1 order by external_id', [orgId])).rows
const count = async (table: string, orgId: string): Promise<number> =>
  (await world.owner.query(`select count(*)::int as n from ${table} where org_id = $1`, [orgId])).rows[0].n

describe('an import', () => {
  test('goes from file to history: detected, checked, imported, silent', async () => {
    const uploaded = await upload(log)
    expect(uploaded).toMatchObject({
      state: 'uploaded',
      missingParts: [],
      questions: [],
      mapping: {
        dateFormat: 'iso',
        timeZone: 'Europe/Warsaw',
        separator: ',',
        columns: { externalId: 'case_id', customerEmail: 'email' },
      },
      allowed: ['change', 'check', 'cancel'],
    })
    const { id } = uploaded
    expect(await act(checkImport, { id })).toMatchObject({ state: 'checking' })
    await work()
    const checked = await act(getImport, { id })
    expect(checked).toMatchObject({
      state: 'checked',
      progress: { read: 8, valid: 5, bad: 3, known: 0, imported: 0 },
      check: {
        rows: 8,
        valid: 5,
        bad: 3,
        known: 0,
        firstInstant: '2026-01-05T09:00:00Z',
        lastInstant: '2026-01-10T11:00:00Z',
        notClosed: 2,
        targets: { kept: 1, late: 1, notClosed: 2 },
        repeatsSought: true,
      },
    })
    expect(await requestsOf(world.ours)).toEqual([])
    const errors = await act(listImportErrors, { id })
    expect(errors.items).toEqual([
      { line: 7, column: 'case_id', code: 'repeated_id', excerpt: 'A5', sentence: expect.any(String) },
      {
        line: 8,
        column: 'closed_at',
        code: 'closed_before_opened',
        excerpt: '2026-01-06T12:00:00',
        sentence: expect.any(String),
      },
      { line: 9, column: 'opened_at', code: 'not_a_date', excerpt: 'soon', sentence: expect.any(String) },
    ])

    expect(await act(startImport, { id })).toMatchObject({ state: 'importing' })
    await work()
    expect(await act(getImport, { id })).toMatchObject({
      state: 'done',
      progress: { read: 8, valid: 5, bad: 3, imported: 5, known: 0, total: 8, share: 1 },
      allowed: ['undo'],
      badRows: true,
    })
    const requests = await requestsOf(world.ours)
    expect(
      requests.map((row) => [row.external_id, row.status, row.followed, row.source, row.import_id === id]),
    ).toEqual([
      ['A1', 'closed', false, 'csv', true],
      ['A2', 'closed', false, 'csv', true],
      ['A3', 'open', false, 'csv', true],
      ['A4', 'open', false, 'csv', true],
      ['A5', 'closed', false, 'csv', true],
    ])
    expect(requests[0].customer_id).toBe(requests[1].customer_id)
    const promises = await world.owner.query(
      'select r.external_id, p.state, p.basis, p.followed, p.next_check_at from promise p join request r on r.org_id = p.org_id and p.about = $2 || r.id where p.org_id = $1 order by 1',
      [world.ours, 'request:'],
    )
    expect(
      promises.rows.map((row) => [row.external_id, row.state, row.basis, row.followed, row.next_check_at]),
    ).toEqual([
      ['A1', 'kept', 'imported', false, null],
      ['A2', 'broken', 'imported', false, null],
      ['A3', 'broken', 'imported', false, null],
      ['A4', 'open', 'imported', false, null],
    ])
    const learnt = await world.owner.query(
      'select ended_at, censored_at from forecast_observation where org_id = $1 order by started_at',
      [world.ours],
    )
    expect(learnt.rows).toHaveLength(5)
    expect(learnt.rows[2]).toEqual({ ended_at: null, censored_at: new Date('2026-01-10T11:00:00Z') })
    for (const table of ['notice', 'message', 'outbox', 'import_part', 'failed_task'])
      expect([table, await count(table, world.ours)]).toEqual([table, 0])
    expect(
      (
        await world.eventsOf(
          world.ours,
          'import.created',
          'import.uploaded',
          'import.checked',
          'import.started',
          'import.finished',
        )
      ).map((event) => event.type),
    ).toEqual(['import.created', 'import.uploaded', 'import.checked', 'import.started', 'import.finished'])
    expect(await act(listImports, {})).toMatchObject({ items: [{ id, state: 'done' }], nextCursor: null })
  })

  test('of the same file again changes nothing', async () => {
    const before = await Promise.all(
      ['request', 'promise', 'customer', 'contact', 'forecast_observation'].map((table) => count(table, world.ours)),
    )
    const again = await importWhole(log)
    expect(again).toMatchObject({ state: 'done', progress: { imported: 0, known: 5, bad: 3 }, check: { known: 5 } })
    expect(
      await Promise.all(
        ['request', 'promise', 'customer', 'contact', 'forecast_observation'].map((table) => count(table, world.ours)),
      ),
    ).toEqual(before)
  })

  test('is its organization’s alone, and the same ids elsewhere are other requests', async () => {
    const { id } = await upload(log)
    for (const [op, input] of [
      [getImport, {}],
      [listImportErrors, {}],
      [checkImport, {}],
      [startImport, {}],
      [cancelImport, {}],
      [changeImportMapping, { source: 'x' }],
      [uploadPart, { n: 1, bytes: Buffer.from(log) }],
    ] as const)
      await expect(world.gate.run(op as typeof getImport, world.stranger, { id, ...input })).rejects.toMatchObject({
        code: 'imports/not_found',
      })
    expect(await act(listImports, {}, world.stranger)).toMatchObject({ items: [] })
    expect(await importWhole(log, world.stranger)).toMatchObject({ state: 'done', progress: { imported: 5, known: 0 } })
    expect(await requestsOf(world.others)).toHaveLength(5)
    await act(cancelImport, { id })
  })

  test('needs permission at every step', async () => {
    const reader = world.limitedTo('imports.read')
    const { id } = await upload(log)
    await expect(act(getImport, { id }, reader)).resolves.toMatchObject({ id })
    for (const op of [
      createImport,
      uploadPart,
      changeImportMapping,
      checkImport,
      startImport,
      cancelImport,
    ] as unknown as (typeof getImport)[]) {
      const input = { id, n: 1, bytes: Buffer.from('x'), name: 'x', kind: 'requests' }
      const shape = Object.keys(op.input.shape)
      const fitting = Object.fromEntries(Object.entries(input).filter(([key]) => shape.includes(key)))
      const raw = (op.name as string) === 'imports.create' ? { ...fitting, bytes: 1 } : fitting
      await expect(world.gate.run(op, reader, raw)).rejects.toMatchObject({ kind: 'forbidden' })
    }
    await act(cancelImport, { id })
  })
})

describe('an upload', () => {
  const big = Buffer.from(
    `id,opened_at\n${Array.from({ length: 60_000 }, (_, i) => `B${i},2026-01-05T10:00:00\n`).join('')}`,
  )

  test('comes in parts, in any order, twice is once, and goes on after a break', async () => {
    const made = await act(createImport, {
      name: 'big.csv',
      bytes: big.length,
      kind: 'requests',
      sha256: createHash('sha256').update(big).digest('hex'),
    })
    expect(made).toMatchObject({ state: 'uploading', parts: 2, missingParts: [1, 2], partBytes: PART_BYTES })
    const second = { id: made.id, n: 2, bytes: big.subarray(PART_BYTES) }
    expect(await act(uploadPart, second)).toMatchObject({ missingParts: [1], progress: { share: 0.5 } })
    expect(await act(uploadPart, second)).toMatchObject({ missingParts: [1] })
    expect(await act(uploadPart, { id: made.id, n: 1, bytes: big.subarray(0, PART_BYTES) })).toMatchObject({
      state: 'uploaded',
    })
    expect(await act(uploadPart, second)).toMatchObject({ state: 'uploaded' })
    await expect(act(uploadPart, { ...second, bytes: Buffer.alloc(second.bytes.length) })).rejects.toMatchObject({
      code: 'imports/part_differs',
    })
    await act(checkImport, { id: made.id })
    await work()
    expect(await act(getImport, { id: made.id })).toMatchObject({
      state: 'checked',
      check: { rows: 60_000, valid: 60_000, bad: 0 },
    })
    await act(cancelImport, { id: made.id })
    expect((await world.owner.query('select 1 from import_part where import_id = $1', [made.id])).rowCount).toBe(0)
  })

  test('that is not the announced file is found out', async () => {
    const made = await act(createImport, { name: 'x.csv', bytes: log.length, kind: 'requests', sha256: '0'.repeat(64) })
    await act(uploadPart, { id: made.id, n: 1, bytes: Buffer.from(log) })
    await act(checkImport, { id: made.id })
    await work()
    expect(await act(getImport, { id: made.id })).toMatchObject({
      state: 'failed',
      failure: expect.stringMatching(/SHA-256/),
      failureCode: 'differs',
    })
  })

  test('that failed when the sentence itself was kept still says why', async () => {
    const made = await act(createImport, { name: 'old.csv', bytes: 5, kind: 'requests' })
    await world.owner.query("update import set state = 'failed', failure = 'This is a PDF.' where id = $1", [made.id])
    expect(await act(getImport, { id: made.id })).toMatchObject({ failure: 'This is a PDF.', failureCode: null })
  })

  test.each([
    ['nothing', { bytes: 0 }, 'imports/empty'],
    ['too much', { bytes: 3 * 1024 ** 3 }, 'imports/too_large'],
    ['no name', { bytes: 1, name: ' ' }, 'input/invalid'],
    ['an unknown kind', { bytes: 1, kind: 'dreams' }, 'input/invalid'],
    ['an unknown field', { bytes: 1, colour: 'red' }, 'input/invalid'],
  ])('of %s is refused', async (_, input, code) => {
    await expect(act(createImport, { name: 'x', kind: 'requests', ...input })).rejects.toMatchObject({ code })
  })

  test('refuses parts that do not fit', async () => {
    const made = await act(createImport, { name: 'x', kind: 'requests', bytes: 5 })
    await expect(act(uploadPart, { id: made.id, n: 2, bytes: Buffer.from('x') })).rejects.toMatchObject({
      code: 'imports/no_such_part',
    })
    await expect(act(uploadPart, { id: made.id, n: 1, bytes: Buffer.from('x') })).rejects.toMatchObject({
      code: 'imports/part_length',
    })
    await expect(act(checkImport, { id: made.id })).rejects.toMatchObject({ code: 'imports/wrong_state' })
    await expect(act(startImport, { id: made.id })).rejects.toMatchObject({ code: 'imports/wrong_state' })
  })

  test('of something that is no table says so', async () => {
    expect(await upload(Buffer.from('PK\u0003\u0004 spreadsheet'))).toMatchObject({
      state: 'failed',
      failure: expect.stringMatching(/spreadsheet/),
      failureCode: 'zip',
      allowed: [],
    })
  })
})

describe('a mapping', () => {
  test('asks what cannot be known, refuses what does not fit, and is checked anew when it changes', async () => {
    const bytes = Buffer.from('id;opened;closed;miasto\n1;01/02/2026;02/02/2026;\xa3\xf3d\x9f\n', 'latin1')
    const asked = await upload(bytes)
    expect(asked.questions.map((question) => question.code)).toEqual(['encoding', 'day_or_month'])
    const { id } = asked
    await expect(act(checkImport, { id })).rejects.toMatchObject({
      code: 'imports/questions_open',
      issues: [{ path: 'mapping.encoding' }, { path: 'mapping.dateFormat' }],
    })
    await expect(act(changeImportMapping, { id, columns: { category: 'nope' } })).rejects.toMatchObject({
      code: 'imports/mapping_invalid',
      issues: [{ path: 'columns.category' }],
    })
    await expect(act(changeImportMapping, { id, timeZone: 'Mars/Olympus' })).rejects.toMatchObject({
      code: 'input/invalid',
    })
    await expect(act(changeImportMapping, { id, completeUntil: '2030-01-01T00:00:00Z' })).rejects.toMatchObject({
      code: 'imports/complete_until',
    })
    await expect(act(changeImportMapping, { id, ifVersion: 99 })).rejects.toMatchObject({ kind: 'stale' })
    const answered = await act(changeImportMapping, { id, encoding: 'windows-1250', dateFormat: 'dmy' })
    expect(answered).toMatchObject({
      questions: [],
      mapping: { columns: { area: 'miasto' } },
      detected: { sample: [['1', '01/02/2026', '02/02/2026', 'Łódź']] },
    })
    await act(checkImport, { id })
    await work()
    expect(await act(changeImportMapping, { id, completeUntil: '2026-03-01T00:00:00Z' })).toMatchObject({
      state: 'checked',
    })
    expect(await act(changeImportMapping, { id, requestKind: 'question' })).toMatchObject({
      state: 'uploaded',
      check: null,
    })
    await act(cancelImport, { id })
  })

  test('rows that are not UTF-8 are bad rows, with the encodings they may be in', async () => {
    const first = `id,opened_at,city\n${Array.from({ length: 9 }, (_, i) => `U${i},2026-01-05T10:00:00,x`).join('\n')}`
    const { id } = await upload(
      Buffer.concat([Buffer.from(`${first}\nU10,2026-01-05T10:00:00,`), Buffer.from([0xa3, 0xf3, 0x64, 0x9f, 0x0a])]),
    )
    await act(changeImportMapping, { id, encoding: 'utf-8' })
    await act(checkImport, { id })
    await work()
    const checked = await act(getImport, { id })
    expect(checked).toMatchObject({
      check: {
        valid: 9,
        bad: 1,
        encodings: expect.arrayContaining([expect.objectContaining({ encoding: 'windows-1250', words: ['Łódź'] })]),
      },
    })
    expect(await act(listImportErrors, { id })).toMatchObject({ items: [{ line: 11, code: 'not_utf8' }] })
    await act(cancelImport, { id })
  })

  test('a file without a valid row is not imported', async () => {
    const { id } = await upload('id,opened_at\nX,soon\n')
    await act(changeImportMapping, { id, columns: { openedAt: 'opened_at' }, dateFormat: 'iso' })
    await act(checkImport, { id })
    await work()
    await expect(act(startImport, { id })).rejects.toMatchObject({ code: 'imports/nothing_to_import' })
  })
})

describe('an import that is stopped', () => {
  const rows = (prefix: string, n: number) =>
    `id,opened_at,closed_at,target_at\n${Array.from({ length: n }, (_, i) => `${prefix}${i},2026-01-05T10:00:00,2026-01-06T10:00:00,2026-01-07T10:00:00`).join('\n')}\n`

  async function prepared(text: string) {
    const { id } = await upload(text)
    await act(checkImport, { id })
    await work()
    await act(startImport, { id })
    return id
  }
  const importedOf = async (id: string): Promise<number> =>
    (
      await world.owner.query(
        'select count(distinct external_id)::int as n, count(*)::int as all from request where import_id = $1',
        [id],
      )
    ).rows.map((row) => {
      expect(row.n).toBe(row.all)
      return row.n
    })[0]

  /** Runs the import until `batches` are written, and then breaks it off as a kill would. */
  async function breakOff(id: string, batches: number): Promise<void> {
    let written = 0
    const gate = {
      ...world.gate,
      run: (async (op: { name: string }, ...rest: unknown[]) => {
        if (op.name === 'imports.importBatch' && written++ === batches) throw new Error('killed')
        if (op.name === 'imports.fail') throw new Error('killed')
        return (world.gate.run as unknown as (...all: unknown[]) => unknown)(op, ...rest)
      }) as unknown as typeof world.gate.run,
    }
    const task = tasks.find((one) => one.name === 'imports.import_file')
    await world.owner.query('delete from outbox where org_id = $1', [world.ours])
    const signal = new AbortController().signal
    await expect(
      task?.run({ orgId: world.ours, gate, clock: world.clock, log: silentLog, signal }, { importId: id }),
    ).rejects.toThrow('killed')
  }
  const goOn = async (id: string) => {
    const task = tasks.find((one) => one.name === 'imports.import_file')
    await task?.run(
      { orgId: world.ours, gate: world.gate, clock: world.clock, log: silentLog, signal: new AbortController().signal },
      { importId: id },
    )
  }

  test('by a kill goes on exactly where it stood', async () => {
    const id = await prepared(rows('K', 3_500))
    await breakOff(id, 2)
    expect(await importedOf(id)).toBe(2_000)
    expect(await act(getImport, { id })).toMatchObject({
      state: 'importing',
      progress: { read: 2_000, imported: 2_000 },
    })
    await goOn(id)
    expect(await importedOf(id)).toBe(3_500)
    expect(await act(getImport, { id })).toMatchObject({
      state: 'done',
      progress: { read: 3_500, imported: 3_500, known: 0, bad: 0 },
    })
    const promised = await world.owner.query(
      'select count(*)::int as n from promise p join request r on r.org_id = p.org_id and p.about = $2 || r.id where r.import_id = $1',
      [id, 'request:'],
    )
    expect(promised.rows[0].n).toBe(3_500)
    // Run once more by the task library: nothing happens.
    await goOn(id)
    expect(await importedOf(id)).toBe(3_500)
  })

  test('by a person keeps what it has, goes on when started again', async () => {
    const id = await prepared(rows('C', 2_500))
    await breakOff(id, 1)
    expect(await act(cancelImport, { id })).toMatchObject({
      state: 'cancelled',
      allowed: ['start', 'cancel', 'undo'],
      progress: { imported: 1_000 },
    })
    await goOn(id)
    expect(await importedOf(id)).toBe(1_000)
    await act(startImport, { id })
    await work()
    expect(await importedOf(id)).toBe(2_500)
    expect(await act(getImport, { id })).toMatchObject({ state: 'done', progress: { imported: 2_500, known: 0 } })
    await expect(act(cancelImport, { id })).rejects.toMatchObject({ code: 'imports/wrong_state' })
  })

  test('and given up loses its file and keeps its requests', async () => {
    const id = await prepared(rows('G', 1_500))
    await breakOff(id, 1)
    await act(cancelImport, { id })
    expect(await act(cancelImport, { id })).toMatchObject({ state: 'cancelled', allowed: ['undo'] })
    await expect(act(startImport, { id })).rejects.toMatchObject({ code: 'imports/wrong_state' })
    expect(await importedOf(id)).toBe(1_000)
  })

  test('a check that is cancelled can be made again', async () => {
    const { id } = await upload(rows('D', 10))
    await act(checkImport, { id })
    expect(await act(cancelImport, { id })).toMatchObject({ state: 'uploaded' })
    await work()
    expect(await act(getImport, { id })).toMatchObject({ state: 'uploaded', check: null })
    await act(checkImport, { id })
    await work()
    expect(await act(getImport, { id })).toMatchObject({ state: 'checked', check: { valid: 10 } })
    await act(cancelImport, { id })
  })

  test('two workers at once import each row once', async () => {
    const id = await prepared(rows('W', 3_000))
    await Promise.allSettled([goOn(id), goOn(id)])
    await goOn(id)
    expect(await importedOf(id)).toBe(3_000)
    expect(await act(getImport, { id })).toMatchObject({ state: 'done', progress: { read: 3_000, imported: 3_000 } })
  })

  test('a worker that is told to stop gives the task back', async () => {
    const id = await prepared(rows('S', 10))
    const stopping = AbortSignal.abort(new Error('stopping'))
    await expect(work(world.ours, stopping)).rejects.toThrow('stopping')
    expect(await act(getImport, { id })).toMatchObject({ state: 'importing', failure: null })
    await goOn(id)
    expect(await importedOf(id)).toBe(10)
  })

  test('a fault is shown and tried again', async () => {
    const id = await prepared(rows('F', 10))
    await world.owner.query('delete from import_part where import_id = $1', [id])
    await expect(goOn(id)).rejects.toThrow()
    expect(await act(getImport, { id })).toMatchObject({
      state: 'importing',
      failure: expect.stringMatching(/tried again/),
      failureCode: 'interrupted',
    })
    await act(cancelImport, { id })
  })
})

test('a file with the columns of one that was imported is proposed to be read alike, in this organization', async () => {
  const header = 'ref,arrived,topic'
  const first = await upload(`${header}\nZ1,2026-01-05T10:00:00,Leak`)
  expect(first.detected?.recalledFrom).toBeUndefined()
  await act(changeImportMapping, {
    id: first.id,
    requestKind: 'complaint',
    source: 'desk',
    timeZone: 'America/New_York',
    columns: { externalId: 'ref', openedAt: 'arrived', category: null, subject: 'topic' },
  })
  expect((await upload(`${header}\nZ2,2026-01-06T10:00:00,Tap`)).detected?.recalledFrom, 'not done yet').toBeUndefined()
  await act(checkImport, { id: first.id })
  await work()
  await act(startImport, { id: first.id })
  await work()
  const again = await upload(`topic,ref,arrived\nTap,Z2,2026-01-06T10:00:00`)
  expect(again).toMatchObject({
    detected: { recalledFrom: { id: first.id, name: 'log.csv' } },
    mapping: {
      requestKind: 'complaint',
      source: 'desk',
      timeZone: 'America/New_York',
      columns: { externalId: 'ref', openedAt: 'arrived', category: null, subject: 'topic' },
    },
    questions: [],
  })
  const theirs = await upload(`${header}\nZ1,2026-01-05T10:00:00,Leak`, world.stranger)
  expect(theirs.detected?.recalledFrom).toBeUndefined()
})
