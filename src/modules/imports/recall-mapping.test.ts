import { expect, it } from 'vitest'
import { describeColumns } from './detect-columns.ts'
import { type Mapping, unsaid } from './mapping.ts'
import { recallMapping } from './recall-mapping.ts'

const none = unsaid.columns
const mapping = (over: Partial<Mapping> = {}): Mapping => ({
  ...unsaid,
  columns: { ...none, externalId: 'No', openedAt: 'In' },
  encoding: 'utf-8',
  separator: ',',
  timeZone: 'Europe/Madrid',
  ...over,
})
const before = {
  id: 'a',
  name: 'may.csv',
  kind: 'requests' as const,
  headers: ['No', 'In', 'What'],
  mapping: mapping({
    columns: { ...none, externalId: 'No', openedAt: 'In', category: 'What' },
    encoding: 'windows-1252',
    separator: ';',
    dateFormat: 'dmy',
    timeZone: 'America/New_York',
    completeUntil: '2026-05-31T00:00:00Z',
    requestKind: 'complaint',
    source: 'desk',
  }),
}
const columns = (headers: string[], at: string) =>
  describeColumns(headers, [headers.map((h) => (h === 'In' ? at : '7'))])

it('what was chosen for the same columns is chosen again, and what the file shows goes before', () => {
  const recalled = recallMapping(columns(['What', 'No', 'In'], '03/04/2026 10:00'), mapping(), [before])
  expect(recalled).toEqual({
    kind: 'requests',
    from: { id: 'a', name: 'may.csv' },
    mapping: { ...before.mapping, encoding: 'utf-8', separator: ',', completeUntil: null },
  })
  const proved = recallMapping(columns(['No', 'In', 'What'], '03/25/2026 10:00'), mapping(), [before])
  expect(proved?.mapping).toMatchObject({ dateFormat: 'mdy', source: 'desk' })
})

it('what the file does not show is taken from before', () => {
  const recalled = recallMapping(
    columns(['No', 'In', 'What'], '03/04/2026'),
    mapping({ encoding: null, separator: null }),
    [before],
  )
  expect(recalled?.mapping).toMatchObject({ encoding: 'windows-1252', separator: ';', dateFormat: 'dmy' })
})

it.each([
  ['a column less', ['No', 'In']],
  ['a column more', ['No', 'In', 'What', 'Who']],
  ['another name', ['No', 'In', 'what']],
  ['a column twice', ['No', 'In', 'In']],
])('with %s nothing is', (_, headers) => {
  expect(recallMapping(columns(headers, '2026-04-03'), mapping(), [before])).toBeNull()
})

it('of several the newest counts', () => {
  const newer = { ...before, id: 'b', mapping: mapping({ source: 'newer' }) }
  expect(recallMapping(columns(['No', 'In', 'What'], '2026-04-03'), mapping(), [newer, before])?.from.id).toBe('b')
})
