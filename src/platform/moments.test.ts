import { describe, expect, test } from 'vitest'
import { languages } from '#platform/i18n'
import { loadMoments } from '#platform/moments'

const now = '2026-11-20T10:00:00Z'
const due = Temporal.Instant.from('2026-11-26T15:00:00Z')
const madrid = { zone: 'Europe/Madrid', now }

describe('a moment for a person', () => {
  test('names the weekday in every language, in the zone of the reader', async () => {
    const said = await Promise.all(
      languages.map(async (language) => (await loadMoments(language)).dateTime(due, madrid)),
    )
    expect(said).toEqual([
      'Thursday 26 November, 16:00',
      'quinta-feira, 26 de novembro, 16:00',
      'jueves, 26 de noviembre, 16:00',
      'dijous, 26 de novembre, 16:00',
      'czwartek, 26 listopada, 16:00',
      'четверг, 26 ноября, 16:00',
    ])
  })

  test('ends a sentence about a promise grammatically', async () => {
    const said = await Promise.all(languages.map(async (language) => (await loadMoments(language)).by(due, madrid)))
    expect(said).toEqual([
      'by Thursday 26 November, 16:00',
      'até quinta-feira, 26 de novembro, 16:00',
      'a más tardar el jueves 26 de noviembre, 16:00 h',
      'com a molt tard dijous 26 de novembre, 16:00 h',
      'do czwartku 26 listopada, godz. 16:00',
      'до четверга 26 ноября, 16:00',
    ])
  })

  test('names each weekday differently', async () => {
    for (const language of languages) {
      const moments = await loadMoments(language)
      const days = [0, 1, 2, 3, 4, 5, 6].map((day) => due.add({ hours: 24 * day }))
      expect(new Set(days.map((day) => moments.by(day, madrid))).size).toBe(7)
      expect(new Set(days.map((day) => moments.between(day, day.add({ hours: 2 }), madrid))).size).toBe(7)
    }
  })

  test('an arrival window reads as one, within a day and over midnight', async () => {
    const en = await loadMoments('en')
    const from = due.subtract({ hours: 2 })
    expect(en.between(from, due, madrid)).toBe('on Thursday 26 November between 14:00 and 16:00')
    expect(en.between(from, due, { zone: 'Asia/Tokyo', now })).toBe(
      'between Thursday 26 November, 22:00 and Friday 27 November, 00:00',
    )
  })

  test('shows the year only when it is another one there', async () => {
    const en = await loadMoments('en')
    const turn = '2026-12-31T23:30:00Z'
    expect(en.date(turn, { zone: 'Europe/Madrid', now })).toBe('Friday, 1 January 2027')
    expect(en.date(turn, { zone: 'UTC', now })).toBe('Thursday 31 December')
  })

  test('names the zone only when its clocks differ from the home zone', async () => {
    const en = await loadMoments('en')
    const paris = { ...madrid, homeZone: 'Europe/Paris' }
    const newYork = { ...madrid, homeZone: 'America/New_York' }
    expect(en.by(due, paris)).toBe('by Thursday 26 November, 16:00')
    expect(en.by(due, newYork)).toBe('by Thursday 26 November, 16:00 (Central European Time)')
    expect((await loadMoments('ru')).by(due, newYork)).toContain('Центральная Европа')
  })

  test('tells the two half past twos of an autumn night apart', async () => {
    const en = await loadMoments('en')
    expect(en.time('2026-10-25T00:30:00Z', madrid)).toBe('02:30 GMT+2')
    expect(en.time('2026-10-25T01:30:00Z', madrid)).toBe('02:30 GMT+1')
    expect(en.time('2026-10-25T12:30:00Z', madrid)).toBe('13:30')
  })

  test('is relative in the units people use', async () => {
    const en = await loadMoments('en')
    const later = (seconds: number) => Temporal.Instant.from(now).add({ seconds })
    const said = [7800, -7800, 59, -59, 60, 3600, 86_400, 97_200, 90 * 86_400].map((s) => en.relative(later(s), now))
    expect(said).toEqual([
      'in 2 h 10 min',
      '2 h 10 min ago',
      'in less than a minute',
      'just now',
      'in 1 min',
      'in 1 h',
      'in 1 day',
      'in 1 day 3 h',
      'in 90 days',
    ])
    expect((await loadMoments('ru')).relative(later(7800), now)).toBe('через 2 ч 10 мин')
    expect((await loadMoments('pl')).relative(later(-5 * 86_400), now)).toBe('5 dni temu')
  })

  test('an American organization reads American dates', async () => {
    const en = await loadMoments('en', 'US')
    expect(en.by(due, { zone: 'America/New_York', now })).toBe('by Thursday November 26, 10:00 AM')
    expect(en.dateTime(due, { zone: 'America/New_York', now })).toBe('Thursday, November 26, 10:00 AM')
  })
})
