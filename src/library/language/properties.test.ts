import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileCalendar } from '../calendar.ts'
import { type FoundPromise, findPromises } from '../language.ts'

const languages = ['en', 'pt', 'es', 'ca', 'pl', 'ru'] as const
const zones = [
  'UTC',
  'Europe/Warsaw',
  'Pacific/Apia',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
] as const

/** Words that dates and their sentences are made of, in all languages, so that odd heaps of them come up. */
const words = fc.constantFrom(
  ...'tomorrow by 3 pm friday next week end of the month within 48 hours between 9 and 11 half past to at on 14 14/3 15.30 15h30 2026-03-14 31.02 30/2 29 february 99 0 24:00 until every last , . ? ! \n ; : ( - — > # 500 … ¿ a'.split(
    ' ',
  ),
  ...'amanhã depois de até às 15h sexta-feira da manhã úteis próxima semana meio-dia e meia em dias não se vou'.split(
    ' ',
  ),
  ...'pasado mañana antes las tres y media tarde el lunes que viene menos cuarto dentro quince días hábiles'.split(' '),
  ...'demà dos quarts de deu i mig dilluns vinent abans finals setmana migdia d’aquí'.split(' '),
  ...'jutro do wpół dziesiątej w piątek za dwa tygodnie ciągu roboczych godzinie między a po południu nie'.split(' '),
  ...'завтра до половина десятого в пятницу через два часа рабочих дней вечера на следующей неделе с по если не'.split(
    ' ',
  ),
)
const heap = fc.array(words, { maxLength: 40 }).map((list) => list.join(' '))
const anyText = fc.oneof(
  heap,
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
)
const anyNow = fc
  .integer({ min: Date.UTC(1971, 0, 1), max: Date.UTC(2198, 0, 1) })
  .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms))
const scene = fc.record({ language: fc.constantFrom(...languages), now: anyNow, timeZone: fc.constantFrom(...zones) })
const calendar = compileCalendar({
  timeZone: 'Europe/Warsaw',
  hours: { mon: [['09:00', '17:00']], fri: [['22:00', '06:00']] },
})

describe('for any text', () => {
  it('answers places inside it, in order, due after now', () => {
    fc.assert(
      fc.property(anyText, scene, fc.boolean(), (text, { language, now, timeZone }, withCalendar) => {
        const found = findPromises(text, { language, now, timeZone, calendar: withCalendar ? calendar : undefined })
        let last = 0
        for (const promise of found) {
          expect(promise.start).toBeGreaterThanOrEqual(last)
          last = promise.start
          checkPlace(text, promise)
          if (promise.due) expect(Temporal.Instant.compare(promise.due, now)).toBe(1)
          if (promise.window)
            expect(Temporal.Instant.compare(promise.window.start, promise.window.end)).toBeLessThanOrEqual(0)
          expect(promise.certainty).toBeGreaterThanOrEqual(0.5)
        }
      }),
      { numRuns: 1500 },
    )
  })

  it('answers with `all` what it answers without, and more', () => {
    fc.assert(
      fc.property(heap, scene, (text, { language, now, timeZone }) => {
        const all = findPromises(text, { language, now, timeZone, all: true })
        for (const promise of all) checkPlace(text, promise)
        const sure = all.filter(({ certainty }) => certainty >= 0.5)
        expect(findPromises(text, { language, now, timeZone })).toEqual(sure)
      }),
      { numRuns: 300 },
    )
  })

  it('reads a text without its diacritics alike', () => {
    const sentences: [string, string][] = [
      ['pt', 'Ligo-lhe amanhã até às 15h.'],
      ['es', 'Pasado mañana le llamo a las tres y media.'],
      ['ca', 'Us truco demà a dos quarts de deu.'],
      ['pl', 'Oddzwonię w środę o wpół do dziesiątej.'],
      ['ru', 'Вернём деньги в течение трёх дней.'],
    ]
    const now = Temporal.Instant.from('2026-03-11T09:20:00Z')
    for (const [language, text] of sentences) {
      const plain = text
        .normalize('NFD')
        .replace(/[\u0300-\u0305\u0307-\u036f]/g, '')
        .normalize('NFC')
        .replaceAll('ł', 'l')
      const decomposed = text.normalize('NFD')
      const due = (given: string) =>
        findPromises(given, { language, now, timeZone: 'Europe/Madrid' }).map((found) => String(found.due))
      expect(due(text)).toHaveLength(1)
      expect(due(plain)).toEqual(due(text))
      expect(due(decomposed)).toEqual(due(text))
    }
  })
})

describe('hostile text', () => {
  const MANY = 20_000
  it.each([
    ['one letter', 'a'.repeat(10 * MANY)],
    ['white space', `x${' '.repeat(10 * MANY)}y${'\n '.repeat(MANY)}`],
    ['digits', '1'.repeat(10 * MANY)],
    ['figures', '1:1.1/1-'.repeat(MANY)],
    ['brackets', '('.repeat(10 * MANY)],
    ['quotes', '> '.repeat(MANY)],
    ['marks', '¿?¿!.…'.repeat(MANY)],
    ['a word of dates', 'tomorrow '.repeat(MANY)],
    ['dates and verbs without a full stop', 'will tomorrow, '.repeat(MANY)],
    ['words that begin phrases', 'as soon as the day after the next the '.repeat(MANY / 4)],
    ['undated cues', 'as soon as possible and '.repeat(MANY / 4)],
    ['half surrogates', '\ud83d'.repeat(MANY)],
    ['combining marks', 'á\u0301\u0301'.repeat(MANY)],
  ])('ends: %s', (_name, text) => {
    // Anything but linear time would not end within the limit of a test.
    for (const language of languages)
      for (const promise of findPromises(text, {
        language,
        now: Temporal.Instant.from('2026-03-11T09:20:00Z'),
        timeZone: 'UTC',
      }))
        if (promise.start < 1000) checkPlace(text, promise)
  })
})

function checkPlace(text: string, promise: FoundPromise): void {
  for (const { start, end, text: cut } of [promise, promise.when]) {
    expect(start).toBeGreaterThanOrEqual(0)
    expect(end).toBeGreaterThan(start)
    expect(end).toBeLessThanOrEqual(text.length)
    expect(cut).toBe(text.slice(start, end))
  }
}
