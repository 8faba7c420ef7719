import { expect, test } from 'vitest'
import { minorUnits, typed } from './money.ts'

test.each([
  ['15', 'EUR', 1500],
  ['15.5', 'EUR', 1550],
  ['15,50', 'EUR', 1550],
  ['1 500', 'EUR', 150_000],
  ['0', 'EUR', 0],
  ['1500', 'JPY', 1500],
  ['1.5', 'JPY', null],
  ['15.555', 'EUR', null],
  ['-1', 'EUR', null],
  ['', 'EUR', null],
  ['abc', 'EUR', null],
])('%j of %s is %j', (text, currency, amount) => expect(minorUnits(text, currency)).toBe(amount))

test.each([
  [1500, 'EUR', '15'],
  [1550, 'EUR', '15.50'],
  [null, 'EUR', ''],
  [1500, 'JPY', '1500'],
])('%j of %s is typed %j', (amount, currency, text) => expect(typed(amount, currency)).toBe(text))
