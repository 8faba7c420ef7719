import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { callerDigits, callerOf, notedAs } from './caller.ts'

describe('a telephone number', () => {
  test.each([
    ['+34 600 00 00 00', '34600000000'],
    ['0034600000000', '34600000000'],
    ['34-600-000-000', '34600000000'],
    ['600 000 000', '600000000'],
    ['(020) 7946 0018', '02079460018'],
    ['112', null],
    ['anonymous', null],
    ['', null],
  ])('%s is %s', (number, digits) => expect(callerDigits(number)).toBe(digits))
})

/** Would the look at the database find this note of a number? */
const finds = (called: string, noted: string): boolean => {
  const { same, end } = notedAs(callerDigits(called) ?? '')
  const digits = noted.replace(/\D/g, '')
  return same.includes(digits) || digits.endsWith(end)
}

describe('a number that was noted otherwise', () => {
  test.each([
    ['+34600000000', '600 000 000', true],
    ['600000000', '+34 600 000 000', true],
    ['+442079460018', '020 7946 0018', true],
    ['02079460018', '+44 20 7946 0018', true],
    ['0048601234567', '+48 601 234 567', true],
    ['+48601234567', '0048 601 234 567', true],
    ['+34600000000', '600 000 001', false],
    ['123456', '9123456', true],
  ])('%s finds %s: %s', (called, noted, found) => expect(finds(called, noted)).toBe(found))

  test('however it is written, it is itself', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{6,14}$/), fc.constantFrom('+', '00', ''), (digits, before) =>
        finds(`${before}${digits}`, `+${digits}`),
      ),
    )
  })
})

describe('whose it is', () => {
  const noted = (customer_id: string, digits: string) => ({ customer_id, digits })
  test('the one who has it, before those who have it without a country', () => {
    const [exact, like] = [noted('a', '34600000000'), noted('b', '600000000')]
    expect(callerOf('34600000000', [like, exact])).toBe(exact)
    expect(callerOf('34600000000', [like])).toBe(like)
  })
  test('nobody’s where it is of two customers', () => {
    expect(callerOf('34600000000', [noted('a', '34600000000'), noted('b', '0034600000000')])).toBeUndefined()
    expect(callerOf('34600000000', [])).toBeUndefined()
  })
})
