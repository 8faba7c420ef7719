/** A message cut into sentences, with what is quoted, signs off, or asks told apart. */
import type { Language } from './table.ts'
import type { Token } from './tokens.ts'

export interface Sentence {
  /** Tokens `[from, to)`, without the mark that ends it. */
  readonly from: number
  readonly to: number
  readonly question: boolean
  /** Somebody else's words, or a signature. */
  readonly foreign: boolean
}

interface Line {
  from: number
  to: number
  foreign: boolean
}

const ABBREVIATIONS = new Set(
  'mr mrs ms dr sr sra dra dna st no nr tel godz ul al approx ok ca jr prof inc ltd eng exmo exma ext ref pkt art r g ул тел г д кв руб стр им тыс мин час пр т е'.split(
    ' ',
  ),
)

export function sentencesOf(tokens: readonly Token[], language: Language, text: string): Sentence[] {
  const sentences: Sentence[] = []
  for (const line of joined(linesOf(tokens, language), tokens, text)) cut(tokens, line, sentences)
  return sentences
}

function linesOf(tokens: readonly Token[], language: Language): Line[] {
  const lines: Line[] = []
  let isRestForeign = false
  let signature = 0
  for (let from = 0; from < tokens.length; ) {
    let to = from
    while (to < tokens.length && tokens[to]?.kind !== 'line') to += 1
    if (to > from) {
      const isQuoted = tokens[from]?.text === '>' || tokens[from]?.text === '|'
      const isMine = !isQuoted && !isRestForeign
      if (isMine && lines.length > 0 && tokens[from]?.text === '-' && tokens[from + 1]?.text === '-' && to - from < 4)
        signature = 1
      if (isMine && isHeader(tokens, from, to, language)) isRestForeign = true
      const isAfterwards = /^ps?$/.test(tokens[from]?.text ?? '') && to - from > 3
      if (isAfterwards) signature = 0
      const isShort = (tokens[to - 1]?.end ?? 0) - (tokens[from]?.start ?? 0) <= 90
      const foreign = isQuoted || isRestForeign || (signature > 0 && isShort)
      lines.push({ from, to, foreign })
      if (isMine && lines.length > 1 && isClosing(tokens, from, to, language)) signature = 1
    }
    from = to + 1
  }
  return lines
}

/** "Kind regards," or "Best, Ana": a closing and at most a name. */
function isClosing(tokens: readonly Token[], from: number, to: number, language: Language): boolean {
  const found = language.closingWords.find(tokens, from, to)
  if (!found) return false
  const rest = tokens.slice(from + found.length, to).filter((token) => token.kind !== 'mark')
  return (
    rest.length === 0 ||
    (rest.length <= 3 &&
      tokens[from + found.length]?.kind === 'mark' &&
      rest.every((token) => token.kind === 'word' && !language.dateWords.find([token], 0, 1)))
  )
}

/** "On Mon, 5 Oct 2026 at 10:02, Sam wrote:", "-----Original Message-----". */
function isHeader(tokens: readonly Token[], from: number, to: number, language: Language): boolean {
  for (let at = Math.max(from, to - 8); at < to; at++) {
    const found = language.wroteWords.find(tokens, at, to)
    if (!found) continue
    const isAtEnd = at + found.length >= to - 1
    if (isAtEnd && tokens.slice(from, at).some((token) => token.kind === 'number')) return true
    if (tokens[from]?.text === '-' && tokens[from + 1]?.text === '-') return true
  }
  return false
}

/** Lines that only the mail program broke are one. */
function joined(lines: readonly Line[], tokens: readonly Token[], text: string): Line[] {
  const result: Line[] = []
  for (const line of lines) {
    const last = result.at(-1)
    const first = tokens[line.from] as Token
    const end = tokens[(last?.to ?? 1) - 1] as Token
    const isNext = last !== undefined && last.to + 1 === line.from && last.foreign === line.foreign
    const width = last ? end.end - (tokens[last.from] as Token).start : 0
    const isBroken =
      isNext &&
      width > 50 &&
      isSmall(text.charAt(first.start)) &&
      !isBlank(tokens[line.from - 1]) &&
      !'.!?:'.includes(end.text)
    if (last && isBroken) last.to = line.to
    else result.push({ ...line })
  }
  return result
}

const isSmall = (letter: string): boolean => letter !== letter.toUpperCase() || (letter >= '0' && letter <= '9')
const isBlank = (token: Token | undefined): boolean => (token?.text.match(/\n/g)?.length ?? 0) > 1

/** Tokens of a sentence; text that goes on longer without a full stop is cut, so that time stays linear. */
const LONGEST = 400

function cut(tokens: readonly Token[], line: Line, sentences: Sentence[]): void {
  let from = line.from
  for (let at = line.from; at < line.to; at++) {
    const token = tokens[at] as Token
    if (at - from >= LONGEST) {
      sentences.push({ from, to: at, question: false, foreign: line.foreign })
      from = at
    }
    if (token.kind === 'line' || !'.!?…¿'.includes(token.text)) continue
    // "¿" opens a question in the middle of a sentence.
    if (token.text === '¿') {
      if (at > from) sentences.push({ from, to: at, question: false, foreign: line.foreign })
      from = at + 1
      continue
    }
    if (token.text === '.' && !isEnd(tokens, at, line.to)) continue
    let to = at
    let question = false
    for (; to < line.to && '.!?…'.includes((tokens[to] as Token).text); to++)
      question ||= (tokens[to] as Token).text === '?'
    if (at > from) sentences.push({ from, to: at, question, foreign: line.foreign })
    from = to
    at = to - 1
  }
  if (from < line.to) sentences.push({ from, to: line.to, question: false, foreign: line.foreign })
}

function isEnd(tokens: readonly Token[], at: number, to: number): boolean {
  const next = tokens[at + 1]
  if (!next || at + 1 >= to) return true
  if (!next.gap && next.kind !== 'mark') return next.kind === 'word' && (tokens[at - 1]?.text.length ?? 0) > 3
  const before = tokens[at - 1]
  // "15 h." ends more often than it goes on.
  if ((before?.text === 'h' || before?.text === 'ч') && tokens[at - 2]?.kind === 'number') return true
  if (before?.kind === 'word' && (before.text.length === 1 || ABBREVIATIONS.has(before.text)))
    return next.kind === 'word' && before.text.length > 1 && before.text === 'ok'
  // "23. listopada"
  if (before?.kind === 'number' && next.kind === 'word' && next.raw === next.text && before.text.length <= 2)
    return next.text.length < 3 || !next.gap
  return true
}
