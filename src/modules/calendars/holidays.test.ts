import { describe, expect, it } from 'vitest'
import { holidayCountries, holidaysOf, yearsAround } from './holidays.ts'

const dates = async (country: string, region: string | null, years: number[]) =>
  (await holidaysOf(country, region, years)).map((holiday) => holiday.date)

describe('public holidays', () => {
  it('are local dates in order, named in the language asked for', async () => {
    const poland = await holidaysOf('PL', null, [2026], 'en')
    expect(poland.slice(0, 2)).toEqual([
      { date: '2026-01-01', name: "New Year's Day" },
      { date: '2026-01-06', name: 'Epiphany' },
    ])
    expect(poland.map((holiday) => holiday.date)).toContain('2026-12-25')
    expect((await holidaysOf('PL', null, [2026]))[0]).toEqual({ date: '2026-01-01', name: 'Nowy Rok' })
  })

  it('of several years come as one list', async () => {
    const list = await dates('PT', null, [2027, 2026])
    expect(list).toEqual(list.toSorted())
    expect(list.filter((date) => date.endsWith('-04-25'))).toEqual(['2026-04-25', '2027-04-25'])
  })

  it('of a region and of a part of one add to those of the country', async () => {
    const day = '2026-08-08'
    expect(await dates('DE', null, [2026])).not.toContain('2026-08-15')
    expect(await dates('DE', 'BY', [2026])).not.toContain(day)
    expect(await dates('DE', 'BY-A', [2026])).toContain(day)
    expect(await dates('ES', 'CT', [2026])).toContain('2026-09-11')
  })

  it('cover every date of a feast of several days, and no date of which most is open', async () => {
    const turkey = await dates('TR', null, [2026])
    expect(turkey).toEqual(expect.arrayContaining(['2026-03-20', '2026-03-21', '2026-03-22']))
    const china = await dates('CN', null, [2026])
    expect(china, 'an afternoon').not.toContain('2026-03-08')
    expect(china).toContain('2026-02-17')
  })

  it('refuse what is no country or region', async () => {
    await expect(holidaysOf('XX', null, [2026])).rejects.toMatchObject({ code: 'calendars/unknown_country' })
    await expect(holidaysOf('PL', 'BY', [2026])).rejects.toMatchObject({ code: 'calendars/unknown_region' })
    await expect(holidaysOf('DE', 'BY-Q', [2026])).rejects.toMatchObject({ code: 'calendars/unknown_region' })
    await expect(holidaysOf('DE', 'constructor', [2026])).rejects.toMatchObject({ code: 'calendars/unknown_region' })
  })

  it('are listed by country and region', async () => {
    const countries = await holidayCountries('pl')
    expect(countries.length).toBeGreaterThan(150)
    expect(countries.find((country) => country.code === 'DE')).toMatchObject({
      name: 'Niemcy',
      regions: expect.arrayContaining([expect.objectContaining({ code: 'BY', name: 'Bayern' })]),
    })
  })

  it('are copied for five years back and ten ahead', () => {
    const years = yearsAround(Temporal.Instant.from('2026-11-26T09:00:00Z'))
    expect([years[0], years.at(-1)]).toEqual([2021, 2036])
  })
})
