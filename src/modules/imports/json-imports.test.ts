import { afterAll, beforeAll, expect, test } from 'vitest'
import { importFiles } from '#test/import-files'
import { type TwoOrganizations, twoOrganizations } from '#test/two-organizations'
import { getImport, listImportErrors } from './get-import.ts'
import { startImport } from './start-import.ts'

let world: TwoOrganizations
let files: ReturnType<typeof importFiles>
beforeAll(async () => {
  world = await twoOrganizations()
  files = importFiles(world)
})
afterAll(() => world.close())

const requests = async () =>
  (
    await world.owner.query(
      'select external_id, subject, channel from request where org_id = $1 order by external_id',
      [world.ours],
    )
  ).rows

const record = (id: string, more = {}) => ({
  id,
  created_at: '2026-01-05T10:00:00Z',
  subject: `About ${id}`,
  via: { channel: 'web' },
  ...more,
})

test.each<[string, string]>([
  ['a list', JSON.stringify([record('L1'), record('L2', { subject: '"}],\n{' })], null, 2)],
  ['a list with a name', JSON.stringify({ count: 2, tickets: [record('N1'), record('N2', { subject: 'zażółć 🏺' })] })],
  ['one a line', [record('J1'), record('J2')].map((one) => JSON.stringify({ ticket: one })).join('\n')],
])('%s is imported as a table is', async (_, text) => {
  const { id, detected } = await files.upload(text)
  expect(detected?.columns.map(({ header }) => header)).toEqual(['id', 'created_at', 'subject', 'via.channel'])
  const before = (await requests()).length
  expect(await files.check(id)).toMatchObject({ check: { rows: 2, valid: 2, bad: 0 } })
  expect(await files.start(id)).toMatchObject({ state: 'done', progress: { imported: 2 } })
  expect((await requests()).length).toBe(before + 2)
  expect(await files.whole(text)).toMatchObject({ progress: { imported: 0, known: 2 } })
})

test('texts arrive as they are, line ends in a subject as blanks', async () => {
  const found = await requests()
  expect(found.find((row) => row.external_id === 'L2')).toMatchObject({ subject: '"}], {', channel: 'web' })
  expect(found.find((row) => row.external_id === 'N2')).toMatchObject({ subject: 'zażółć 🏺' })
})

test('bad records are listed by their number', async () => {
  const lines = [
    JSON.stringify(record('B1')),
    '{"id": "B2", ',
    '"B3"',
    JSON.stringify(record('B4', { created_at: 'soon' })),
    JSON.stringify(record('B5', { subject: 'a\u0000b' })),
    JSON.stringify(record('B1')),
    '{"id":"B6","created',
  ]
  const { id } = await files.upload(lines.join('\n'))
  expect(await files.check(id)).toMatchObject({ check: { rows: 7, valid: 1, bad: 6 } })
  const { items } = await world.gate.run(listImportErrors, world.member, { id, limit: 50 })
  expect(items.map(({ line, code }) => [line, code])).toEqual([
    [2, 'json_broken'],
    [3, 'not_object'],
    [4, 'not_a_date'],
    [5, 'zero_byte'],
    [6, 'repeated_id'],
    [7, 'json_cut'],
  ])
})

test('a file of several parts goes on after a kill exactly where it stood', async () => {
  const text = JSON.stringify({
    tickets: Array.from({ length: 3_500 }, (_, i) => record(`K${i}`, { note: 'x'.repeat(400) })),
  })
  const { id, parts } = await files.upload(text)
  expect(parts).toBeGreaterThan(1)
  expect(await files.check(id)).toMatchObject({ check: { rows: 3_500, valid: 3_500 } })
  await world.gate.run(startImport, world.member, { id })
  await files.workUntilKilled('imports.importBatch', 2)
  const get = () => world.gate.run(getImport, world.member, { id })
  expect(await get()).toMatchObject({ state: 'importing', progress: { read: 2_000, imported: 2_000 } })
  await files.again(id)
  expect(await get()).toMatchObject({ state: 'done', progress: { read: 3_500, imported: 3_500, known: 0, bad: 0 } })
})

test('JSON that holds no records says so', async () => {
  expect(await files.upload('{"version": {"major": 1}}\n')).toMatchObject({ state: 'uploaded' })
  expect(await files.upload('[1, 2, 3]')).toMatchObject({ state: 'failed', failureCode: 'json' })
})
