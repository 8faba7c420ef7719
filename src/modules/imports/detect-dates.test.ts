import { describe, expect, test } from 'vitest'
import { detectDates } from './detect-dates.ts'

describe('date format', () => {
  test.each<[string, string[], string | null, string[]]>([
    ['year first', ['2011-07-01T01:32:33', '2011-12-31'], 'iso', ['iso']],
    ['day first, proved by one value', ['01/07/2011', '31/12/2011'], 'dmy', ['dmy']],
    ['month first, proved by one value', ['07/01/2011 1:00 PM', '12/31/2011 2:00 AM'], 'mdy', ['mdy']],
    ['day and month cannot be told apart', ['01/07/2011', '12/12/2011'], null, ['dmy', 'mdy']],
    ['points are day first', ['01.07.2011', '12.12.2011 09:00'], 'dmy', ['dmy']],
    ['seconds', ['1309483953', '1309483954'], 'epoch_s', ['epoch_s']],
    ['milliseconds', ['1309483953000'], 'epoch_ms', ['epoch_ms']],
    ['no dates', ['yes', 'no', '2011-07-01'], null, []],
    ['nothing', [], null, []],
  ])('%s', (_, values, format, choices) => {
    expect(detectDates(values)).toMatchObject({ format, choices })
  })

  test('says which value decided, and what is missing', () => {
    const finding = detectDates(['01/07/2011', '31/12/2011 10:00'])
    expect(finding).toMatchObject({ format: 'dmy', proof: '31/12/2011 10:00', local: 1, dateOnly: 0.5 })
  })

  test('a few bad values do not hide the format', () => {
    const values = [...Array.from({ length: 20 }, (_, i) => `2011-07-${String(i + 1).padStart(2, '0')}`), 'n/a']
    expect(detectDates(values)).toMatchObject({
      format: 'iso',
      seen: [{ format: 'iso', against: 'n/a' }, {}, {}, {}, {}],
    })
  })
})
