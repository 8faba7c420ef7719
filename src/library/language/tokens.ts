/** Folded text and its tokens: small letters without diacritics, every token with its place in the text as written. */

export interface Token {
  readonly kind: 'word' | 'number' | 'mark' | 'line'
  /** Folded: "Mañana" is "manana". A line token is one or more line breaks. */
  readonly text: string
  /** As written, in small letters. */
  readonly raw: string
  readonly start: number
  readonly end: number
  /** Whether white space comes before it. */
  readonly gap: boolean
  readonly figures: Figures | undefined
}

/** What the digits of a number token can mean. */
export interface Figures {
  readonly number?: number
  /** "14th", "14-го". */
  readonly ordinal?: boolean
  /** Minutes of the day of "15:30", "15h30", "3pm". */
  readonly clock?: number
  /** The half of the day was written: "3pm", "03:00", "15:30". */
  readonly sure?: boolean
  readonly date?: { readonly year?: number; readonly month: number; readonly day: number }
  /** "14/3" and "15.30", which the words around them decide. */
  readonly pair?: { readonly first: number; readonly second: number; readonly dot: boolean; readonly wide: boolean }
}

const folded = new Map<string, string>()
const strange: Record<string, string> = {
  ł: 'l',
  '’': "'",
  '‘': "'",
  ʼ: "'",
  '–': '-',
  '‐': '-',
  '‑': '-',
  '−': '-',
  й: 'й',
}

/** One folded character, or nothing for a combining mark. */
function foldCharacter(character: string): string {
  const known = folded.get(character)
  if (known !== undefined) return known
  const small = character.toLowerCase()
  const result = strange[small] ?? small.normalize('NFD').replace(/\p{M}/gu, '').charAt(0)
  if (folded.size < 4096) folded.set(character, result)
  return result
}

export function fold(text: string): string {
  let result = ''
  for (let i = 0; i < text.length; i++) result += foldCharacter(text.charAt(i))
  return result
}

const PIECE = /\p{L}+|\d+|[^\S\n]+|\s*\n\s*|[\s\S]/uy
const DATE_ISO = /(\d{4})-(\d{2})-(\d{2})(?!\d)/y
const DATE = /(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/y
const CLOCK =
  /(\d{1,2})(?:[:h.] ?(\d{2}))? ?([ap])(?:m(?!\p{L})|\.m\.)|(\d{1,2})(?:[:h]|(?:ч|u)(?=\d))(\d{2})(?![\d:]) ?(?:h(?!\p{L}))?/uy
const PAIR = /(\d{1,2})([./])(\d{1,2})(?![\d/])/y
const ORDINAL = /(\d{1,2})(?:st|nd|rd|th|º|ª|o|-?го|-?ое|-?е|-?му|-go|-ego)(?!\p{L})/uy

/** The tokens of a text, in order. Time is linear: no piece looks further than a few characters ahead. */
export function tokenize(text: string): Token[] {
  const places: number[] = []
  let line = ''
  for (let i = 0; i < text.length; i++) {
    // A composed й is a letter of its own, not an и with a mark.
    const isShortI = text.charCodeAt(i + 1) === 0x306 && /[иИ]/.test(text.charAt(i))
    const character = isShortI ? 'й' : foldCharacter(text.charAt(i))
    if (character === '') continue
    places.push(i)
    line += character
  }
  places.push(text.length)
  const tokens: Token[] = []
  let gap = true
  let before = ''
  for (let at = 0; at < line.length; ) {
    const figures = isDigit(line.charCodeAt(at)) && !/[\p{L}#№]/u.test(before) ? readFigures(line, at) : undefined
    PIECE.lastIndex = at
    const piece = figures?.text ?? PIECE.exec(line)?.[0] ?? line.charAt(at)
    const next = at + piece.length
    const kind = kindOf(piece)
    if (kind) {
      // A combining mark that follows belongs to its letter.
      const [start, end] = [places[at] as number, places[next] as number]
      const raw = text.slice(start, end).normalize('NFC').toLowerCase()
      tokens.push({ kind, text: piece, raw, start, end, gap, figures: figures?.value })
    }
    gap = kind === undefined || kind === 'line'
    before = piece.charAt(piece.length - 1)
    at = next
  }
  return tokens
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57

function kindOf(piece: string): Token['kind'] | undefined {
  if (isDigit(piece.charCodeAt(0))) return 'number'
  if (/^\p{L}/u.test(piece)) return 'word'
  if (piece.includes('\n')) return 'line'
  return /^\s/.test(piece) ? undefined : 'mark'
}

function readFigures(line: string, at: number): { text: string; value: Figures } | undefined {
  const run = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    return pattern.exec(line)
  }
  let found = run(DATE_ISO)
  if (found) return { text: found[0], value: dated(Number(found[3]), Number(found[2]), Number(found[1])) }
  found = run(DATE)
  if (found) {
    const year = Number(found[4])
    return { text: found[0], value: dated(Number(found[1]), Number(found[3]), year < 100 ? 2000 + year : year) }
  }
  found = run(CLOCK)
  if (found) {
    const [whole, hour12, minute12, half, hour, minute] = found
    const value = half ? twelve(Number(hour12), Number(minute12 ?? 0), half) : wall(String(hour), Number(minute))
    if (value) return { text: whole, value }
  }
  found = run(PAIR)
  if (found) {
    const [whole, first, mark, second] = found
    const wide = second?.length === 2
    return { text: whole, value: { pair: { first: Number(first), second: Number(second), dot: mark === '.', wide } } }
  }
  found = run(ORDINAL)
  if (found) return { text: found[0], value: { number: Number(found[1]), ordinal: true } }
  PIECE.lastIndex = at
  const digits = PIECE.exec(line)?.[0] ?? ''
  return { text: digits, value: digits.length <= 4 ? { number: Number(digits) } : {} }
}

function dated(day: number, month: number, year: number): Figures {
  const [d, m] = month > 12 && day <= 12 ? [month, day] : [day, month]
  return d >= 1 && d <= 31 && m >= 1 && m <= 12 ? { date: { year, month: m, day: d } } : {}
}

function twelve(hour: number, minute: number, half: string): Figures | undefined {
  if (hour < 1 || minute > 59 || hour > 23) return undefined
  const clock = hour > 12 ? hour : (hour % 12) + (half === 'p' ? 12 : 0)
  return { clock: clock * 60 + minute, sure: true }
}

function wall(hour: string, minute: number): Figures | undefined {
  const hours = Number(hour)
  if (hours > 24 || minute > 59) return undefined
  return { clock: hours * 60 + minute, sure: hours >= 12 || hours === 0 || hour.startsWith('0') }
}
