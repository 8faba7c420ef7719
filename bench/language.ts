// Promises in what staff write: what a message costs, beside the runtime's own splitting of the same messages into words,
// and how many of the promises are found in messages that the implementation was not made with.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findPromises } from '#library/language'
import { type KnownMessage, readMessages, score } from '../src/library/language/scored.ts'
import { readCorpus } from './language/corpus.ts'
import { report, smoke } from './support.ts'

const fixtures = join(import.meta.dirname, '..', 'src', 'library', 'language', 'fixtures')
const corpus = join(import.meta.dirname, 'language', 'messages.json')
const LIMITS = { recall: 0.9, exact: 0.9, precision: 0.75, recallOfALanguage: 0.8 }

const own = readdirSync(fixtures)
  .filter((file) => file.endsWith('.txt'))
  .flatMap((file) => readMessages(readFileSync(join(fixtures, file), 'utf8')))
const unseen = existsSync(corpus) ? readCorpus(readFileSync(corpus, 'utf8')) : []

measureFinding('own messages', own)
if (unseen.length > 0) measureFinding('unseen messages', unseen)
else console.error('bench/language/messages.json is not there: recall on unseen messages is left out.')
measureCost(unseen.length > 0 ? unseen : own)

function measureFinding(set: string, messages: readonly KnownMessage[]): void {
  const isLimited = set === 'unseen messages'
  const share = (figure: string, value: number, least: number, more: object): void => {
    const limit = isLimited ? { limit: `≥ ${least}`, ok: value >= least } : {}
    report('language', { figure: `${set}: ${figure}`, value, unit: 'share', ...limit, ...more })
  }
  const { known, found, hits, exact } = score(messages)
  share('promises found', hits / known, LIMITS.recall, { known, messages: messages.length })
  share('of these, due exactly', exact / hits, LIMITS.exact, {})
  share('of all found, promises', hits / found, LIMITS.precision, { found })
  for (const language of new Set(messages.map((message) => message.language))) {
    const of = score(messages.filter((message) => message.language === language))
    const more = { exact: round(of.exact / of.hits), precision: round(of.hits / of.found), known: of.known }
    share(`${language}: promises found`, of.hits / of.known, LIMITS.recallOfALanguage, more)
  }
}

function measureCost(messages: readonly KnownMessage[]): void {
  const rounds = smoke ? 1 : 12
  const find = (message: KnownMessage): unknown => findPromises(message.text, message)
  const segmenters = new Map(
    messages.map(({ language }) => [language, new Intl.Segmenter(language, { granularity: 'word' })]),
  )
  const split = ({ text, language }: KnownMessage): unknown =>
    [...(segmenters.get(language)?.segment(text) ?? [])].length
  const measured = [find, split].map((work) => {
    let best = Number.POSITIVE_INFINITY
    const longest = messages.map(() => Number.POSITIVE_INFINITY)
    for (let round = 0; round < rounds; round++) {
      const began = performance.now()
      messages.forEach((message, i) => {
        const start = performance.now()
        work(message)
        longest[i] = Math.min(longest[i] as number, performance.now() - start)
      })
      best = Math.min(best, performance.now() - began)
    }
    return { each: (best * 1000) / messages.length, longest: Math.max(...longest) }
  })
  const [found, words] = measured as [{ each: number; longest: number }, { each: number; longest: number }]
  const letters = messages.reduce((sum, { text }) => sum + text.length, 0) / messages.length
  report('language', {
    figure: 'finding the promises of a message',
    value: found.each,
    unit: 'µs',
    lettersAMessage: Math.round(letters),
  })
  report('language', { figure: 'splitting it into words (Intl.Segmenter)', value: words.each, unit: 'µs' })
  report('language', {
    figure: 'the slowest message',
    value: found.longest,
    unit: 'ms',
    limit: '≤ 5',
    ok: found.longest <= 5,
  })
  const long = { ...(messages[0] as KnownMessage), text: messages.map(({ text }) => text).join('\n\n') }
  const start = performance.now()
  find(long)
  const micros = ((performance.now() - start) * 1000) / (long.text.length / 1000)
  report('language', {
    figure: 'all messages as one: 1,000 letters',
    value: micros,
    unit: 'µs',
    letters: long.text.length,
  })
}

function round(value: number): number {
  return Number(value.toPrecision(3))
}
