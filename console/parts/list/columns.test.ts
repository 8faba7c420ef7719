import { expect, test } from 'vitest'
import { type ListColumn, shownColumns } from './columns.ts'

const column = (name: string, over: Partial<ListColumn<string>> = {}): ListColumn<string> => ({
  name,
  title: name,
  width: '1fr',
  csv: [name],
  cell: (row) => row,
  ...over,
})
const all = [column('request'), column('status'), column('owner', { show: 'widest' }), column('team', { rare: true })]
const names = (chosen: string[] | null) => shownColumns(all, chosen).map(({ name }) => name)

test.each<[string, string[] | null, string[]]>([
  ['the usual ones', null, ['request', 'status', 'owner']],
  ['the chosen ones in their order', ['team', 'status'], ['request', 'team', 'status']],
  ['the first is always there', [], ['request']],
  ['unknown ones are passed over', ['colour', 'status'], ['request', 'status']],
])('%s', (_, chosen, shown) => expect(names(chosen)).toEqual(shown))

test('a chosen column is shown where there is room for the others', () => {
  expect(shownColumns(all, ['owner'])[1]?.show).toBe('wide')
  expect(shownColumns(all, null)[2]?.show).toBe('widest')
})
