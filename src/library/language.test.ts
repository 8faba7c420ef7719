import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compileCalendar } from './calendar.ts'
import { localDue, readMessages, score } from './language/scored.ts'
import { type FindPromisesOptions, findPromises } from './language.ts'

const folder = join(import.meta.dirname, 'language', 'fixtures')
const read = (file: string) => readMessages(readFileSync(join(folder, file), 'utf8'))
/** Wednesday 2026-03-11, 10:20 in Warsaw. */
const now = Temporal.Instant.from('2026-03-11T09:20:00Z')
const options: FindPromisesOptions = { language: 'en', now, timeZone: 'Europe/Warsaw' }
const due = (text: string, more: Partial<FindPromisesOptions> = {}) =>
  findPromises(text, { ...options, ...more }).map((promise) => localDue(promise, more.timeZone ?? 'Europe/Warsaw'))

describe('messages whose promises are known', () => {
  it('finds those of the short sentences, with their times, and nothing else', () => {
    const { known, found, hits, exact, misses } = score(read('sentences.txt'))
    expect(misses).toEqual([])
    expect({ found, hits, exact }).toEqual({ found: known, hits: known, exact: known })
  })

  const files = readdirSync(folder).filter((file) => file.endsWith('.txt') && file !== 'sentences.txt')
  it.each(files)('finds those of whole messages: %s', (file) => {
    const messages = read(file)
    const { known, found, hits, exact, misses } = score(messages)
    expect(messages.length).toBeGreaterThanOrEqual(12)
    expect(hits / known, misses.join('\n')).toBeGreaterThanOrEqual(0.87)
    expect(exact / hits, misses.join('\n')).toBeGreaterThanOrEqual(0.95)
    expect(hits / found, misses.join('\n')).toBeGreaterThanOrEqual(0.75)
  })
})

describe('what it answers', () => {
  it('says where, what kind, when and how sure', () => {
    const text = "Hi Ann, sorry for the wait. I'll call you back tomorrow by three. Bye"
    const [promise, ...rest] = findPromises(text, options)
    expect(rest).toEqual([])
    expect(promise).toMatchObject({
      text: "I'll call you back tomorrow by three",
      when: { text: 'tomorrow by three' },
      kind: 'call',
      granularity: 'minute',
      window: null,
    })
    expect(text.slice(promise?.start, promise?.end)).toBe(promise?.text)
    expect(promise?.due?.toString()).toBe('2026-03-12T14:00:00Z')
    expect(promise?.certainty).toBeGreaterThan(0.8)
  })

  it('gives a window its two ends', () => {
    const [promise] = findPromises('Our technician will be with you on Monday between 9 and 11.', options)
    expect(promise?.kind).toBe('visit')
    expect(promise?.window?.start.toString()).toBe('2026-03-16T08:00:00Z')
    expect(promise?.window?.end.toString()).toBe('2026-03-16T10:00:00Z')
    expect(promise?.due?.equals(promise.window?.end ?? now)).toBe(true)
  })

  it('tells two promises of one sentence apart, and joins a promise that is said twice', () => {
    expect(due("I'll email the contract today and Marc will phone you on Thursday at 10.")).toEqual([
      '2026-03-11T23:59',
      '2026-03-12T10:00',
    ])
    expect(due('We will visit you on Friday. The technician will be there on Friday at 9.')).toEqual([
      '2026-03-13T09:00',
    ])
    expect(due("We'll deliver it tomorrow. Remember: it will be delivered tomorrow.")).toEqual(['2026-03-12T23:59'])
  })

  it('leaves vetoed dates out unless all are asked for', () => {
    const text = 'Could you please send us a photo of the boiler by Friday?'
    expect(findPromises(text, options)).toEqual([])
    const [vetoed] = findPromises(text, { ...options, all: true })
    expect(vetoed?.certainty).toBeLessThan(0.5)
    expect(vetoed?.when.text).toBe('by Friday')
  })

  it('names the kinds', () => {
    const kinds = (text: string, language: string) => findPromises(text, { ...options, language })[0]?.kind
    expect(kinds('Zwrócimy pieniądze w ciągu 3 dni roboczych.', 'pl')).toBe('refund')
    expect(kinds('Se lo entregamos el viernes.', 'es')).toBe('delivery')
    expect(kinds('Vamos enviar o orçamento em 3 dias úteis.', 'pt')).toBe('send')
    expect(kinds('Substituirem l’aparell en 48 hores.', 'ca')).toBe('repair')
    expect(kinds('Ответим вам в течение 2 часов.', 'ru')).toBe('reply')
    expect(kinds('It will be Friday.', 'en')).toBe('other')
  })

  it('reads a language by its first letters and refuses others', () => {
    expect(due('Ligo amanhã às 15h.', { language: 'pt-BR' })).toEqual(['2026-03-12T15:00'])
    expect(() => findPromises('', { ...options, language: 'xx' })).toThrow('"xx" is not one of en, pt, es, ca, pl, ru')
    expect(() => findPromises('', { ...options, timeZone: 'Europe/Nowhere' })).toThrow(RangeError)
  })
})

describe('with the calendar of the business', () => {
  const calendar = compileCalendar({
    timeZone: 'Europe/Warsaw',
    hours: Object.fromEntries(
      ['mon', 'tue', 'wed', 'thu'].map((day) => [
        day,
        [
          ['09:00', '12:30'],
          ['13:30', '18:00'],
        ],
      ]),
    ),
    holidays: ['2026-03-12'],
  })
  it.each([
    ['a day ends with its last opening', "I'll call you today.", '2026-03-11T18:00'],
    ['a closed day ends at midnight', "I'll call you tomorrow.", '2026-03-12T23:59'],
    ['business days are open days', "You'll have it in 2 working days.", '2026-03-17T18:00'],
    ['a week ends with its last open day', "I'll send it by the end of next week.", '2026-03-19T18:00'],
    ['a time of day is what it is', "I'll call you tomorrow at 7 pm.", '2026-03-12T19:00'],
  ])('%s', (_rule, text, expected) => {
    expect(due(text, { calendar })).toEqual([expected])
  })

  it('is after now even when that day has closed', () => {
    const late = Temporal.Instant.from('2026-03-11T19:00:00Z')
    expect(due("I'll call you today.", { calendar, now: late })).toEqual(['2026-03-11T23:59'])
  })

  it('counts the date on which a night shift begins', () => {
    const nights = compileCalendar({
      timeZone: 'Europe/Warsaw',
      hours: { wed: [['22:00', '06:00']], fri: [['22:00', '06:00']] },
    })
    expect(due("You'll have it in 1 working day.", { calendar: nights })).toEqual(['2026-03-13T23:59'])
  })
})

describe('days that are not 24 hours long, and zones far away', () => {
  it('keeps the wall time across a change of the clocks, and durations real', () => {
    const saturday = Temporal.Instant.from('2026-03-28T11:00:00Z')
    const spring = { now: saturday, timeZone: 'Europe/Warsaw' }
    expect(findPromises("I'll call you tomorrow at 9.", { ...options, ...spring })[0]?.due?.toString()).toBe(
      '2026-03-29T07:00:00Z',
    )
    expect(findPromises("I'll call you within 24 hours.", { ...options, ...spring })[0]?.due?.toString()).toBe(
      '2026-03-29T11:00:00Z',
    )
    expect(findPromises("I'll do it tomorrow.", { ...options, ...spring })[0]?.due?.toString()).toBe(
      '2026-03-29T21:59:59Z',
    )
  })

  it.each([
    ['Pacific/Auckland', '2026-03-12T23:59'],
    ['Pacific/Honolulu', '2026-03-11T23:59'],
    ['Asia/Kolkata', '2026-03-12T23:59'],
    ['America/Sao_Paulo', '2026-03-12T23:59'],
  ])('tomorrow is the local one: %s', (timeZone, expected) => {
    expect(due("I'll call you tomorrow.", { timeZone })).toEqual([expected])
  })

  it('reads 3/14 by where the firm lives', () => {
    expect(due("We'll be there on 4/3.", { timeZone: 'America/New_York' })).toEqual(['2026-04-03T23:59'])
    expect(due("We'll be there on 4/5.", { timeZone: 'Europe/London' })).toEqual(['2026-05-04T23:59'])
  })
})
