import EmailReplyParser from 'email-reply-parser'
import {
  isAttribution,
  isHeaderBlock,
  isMobileSignature,
  isRule,
  isSeparator,
  opensAttribution,
} from './quote-marks.ts'

/** A text taken apart. */
export type Split = { text: string; quoted: string }

type Kind = 'new' | 'old' | 'blank'

/** A signature of more lines than this is text. */
const SIGNATURE_LINES = 20

/**
 * Takes earlier mails and signatures off a text. What stands between quoted lines stays in the text, together with
 * the lines that it answers; where nothing would stay, all is text. Nothing is lost: every line is in one of the two.
 * Linear.
 */
export function splitQuoted(whole: string): Split {
  const lines = whole.split('\n')
  const kinds = kindsOf(lines)
  const first = kinds.indexOf('new')
  if (first < 0) return { text: whole, quoted: '' }
  const last = kinds.lastIndexOf('new')
  const inline = kinds.slice(first, last).includes('old')
  const from = inline ? 0 : first
  const end = last + 1 - signatureLines(lines.slice(from, last + 1))
  return {
    text: join(lines.slice(from, end)),
    quoted: [join(lines.slice(0, from)), join(lines.slice(end))].filter(Boolean).join('\n\n'),
  }
}

const join = (lines: readonly string[]): string => lines.join('\n').replace(/^\n+|\n+$/g, '')

/** Of each line whether it is new, old (quoted, or of a signature), or blank. */
function kindsOf(lines: readonly string[]): Kind[] {
  const trimmed = lines.map((line) => line.trim())
  const kinds = trimmed.map((line): Kind => (line === '' ? 'blank' : line.startsWith('>') ? 'old' : 'new'))
  let rest = lines.length
  for (const [i, line] of trimmed.entries()) {
    if (kinds[i] !== 'new') continue
    const from = attributionFrom(trimmed, kinds, i)
    if (from !== null) {
      kinds.fill('old', from, i + 1)
      if (kinds[nextLine(kinds, i)] !== 'old') rest = from
    } else if (isSeparator(line) || isHeaderBlock(block(trimmed, i))) rest = withRules(trimmed, i)
    if (rest < lines.length) break
  }
  for (let i = rest; i < lines.length; i++) if (kinds[i] === 'new') kinds[i] = 'old'
  for (const [i, line] of trimmed.entries()) {
    if (kinds[i] !== 'new') continue
    if (isMobileSignature(line)) kinds[i] = 'old'
    else if (line === '--') markSignature(kinds, i)
  }
  return kinds
}

/** The first line of a sentence that ends in line `i` and stands above a quote; null where it is none. */
function attributionFrom(lines: readonly string[], kinds: readonly Kind[], i: number): number | null {
  if (!/[:：]$/.test(lines[i] as string)) return null
  const quoted = kinds[nextLine(kinds, i)] === 'old'
  let sentence = ''
  let perhaps: number | null = null
  let single: number | null = null
  for (let from = i; from >= Math.max(0, i - 3) && kinds[from] === 'new'; from--) {
    sentence = sentence === '' ? (lines[from] as string) : `${lines[from]} ${sentence}`
    if (!isAttribution(sentence, quoted)) continue
    const opens = opensAttribution(lines[from] as string)
    if (opens === 'surely') return from
    if (opens === 'perhaps') perhaps ??= from
    single ??= from
  }
  return perhaps ?? single
}

const nextLine = (kinds: readonly Kind[], i: number): number => {
  let next = i + 1
  while (kinds[next] === 'blank' && next < i + 5) next++
  return next
}

/** The next lines that are not blank, at most nine. */
function block(lines: readonly string[], i: number): string[] {
  const found: string[] = []
  for (let at = i; at < lines.length && at < i + 14 && found.length < 9; at++)
    if (lines[at] !== '') found.push(lines[at] as string)
  return found
}

function withRules(lines: readonly string[], i: number): number {
  let from = i
  while (from > 0 && i - from < 4 && (lines[from - 1] === '' || isRule(lines[from - 1] as string))) from--
  return from
}

function markSignature(kinds: Kind[], i: number): void {
  let end = i
  while (end < kinds.length && kinds[end] !== 'old') end++
  if (end - i <= SIGNATURE_LINES) for (let at = i; at < end; at++) if (kinds[at] === 'new') kinds[at] = 'old'
}

const TAIL = 2_000
const TAIL_LINE = 160
const CONTACT = /@|https?:|www\.|\+?\d[\d\s().-]{6,}\d/
const MORE = /\?|^\s*(?:p\.? ?[sd]\b|з\. ?ы|п\. ?с)/imu

/**
 * How many lines at the end email-reply-parser takes for a signature. Asked about a short end only, since its
 * patterns are slow on long ones, and believed only where the signature has an address, a link or a telephone
 * number, and neither a question nor a postscript.
 */
function signatureLines(lines: readonly string[]): number {
  let start = lines.length
  let length = 0
  while (start > 0 && lines.length - start < SIGNATURE_LINES) {
    const line = lines[start - 1] as string
    length += line.length + 1
    if (line.length > TAIL_LINE || length > TAIL || line.startsWith('>')) break
    start--
  }
  const tail = lines.slice(start)
  const signature = new EmailReplyParser()
    .read(tail.join('\n'))
    .getFragments()
    .findLast((fragment) => fragment.getContent().trim() !== '')
  const content = signature?.isSignature() ? signature.getContent().trim() : ''
  if (content === '' || !CONTACT.test(content) || MORE.test(content)) return 0
  const head = content.split('\n')[0]?.trim()
  const at = tail.findLastIndex((line) => line.trim() === head)
  const taken = at < 0 ? 0 : tail.length - at
  return lines.slice(0, lines.length - taken).some((line) => line.trim() !== '') ? taken : 0
}
