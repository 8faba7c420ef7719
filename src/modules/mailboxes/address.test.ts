import { expect, test } from 'vitest'
import { takersOf } from './address.ts'

test.each([
  ['help@firm.example', ['help@firm.example']],
  ['help+a@firm.example', ['help+a@firm.example', 'help@firm.example']],
  ['help+eu+a.b@firm.example', ['help+eu+a.b@firm.example', 'help+eu@firm.example', 'help@firm.example']],
  ['"odd@local+x"@firm.example', ['"odd@local+x"@firm.example', '"odd@local@firm.example']],
  ['help+@firm.example', ['help+@firm.example', 'help@firm.example']],
  ['+a@firm.example', ['+a@firm.example']],
])('%s', (address, takers) => {
  expect(takersOf(address)).toEqual(takers)
})
