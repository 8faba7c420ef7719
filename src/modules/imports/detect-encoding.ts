import { isAscii } from 'node:buffer'
import { characterTable, decodeSlice, type Encoding, findByteOrderMark, singleByteEncodings } from './encoding.ts'

/** What files that are no text tables begin with. */
const signatures: readonly [string, readonly number[]][] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['gzip', [0x1f, 0x8b]],
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['ole', [0xd0, 0xcf, 0x11, 0xe0]],
]

/** The kind of a file that is no text table: `zip` (also .xlsx and .ods), `gzip`, `pdf`, `ole` (.xls); null for any other. */
export const findForeignFormat = (bytes: Uint8Array): string | null =>
  signatures.find(([, signature]) => signature.every((byte, i) => bytes[i] === byte))?.[0] ?? null

/** One encoding that the bytes may be in, how plausible it is (0 to 1), and words of the file as they would read. */
export type EncodingCandidate = { encoding: Encoding; plausibility: number; words: string[] }

/**
 * `encoding` is null when a person must choose among the candidates (best first).
 * `because`: `bom`, `ascii` (nothing else in the sample), `utf8` (every byte fits), `zeros` (looks like UTF-16 without a
 * byte-order mark), `not_utf8`.
 */
export type EncodingFinding = {
  encoding: Encoding | null
  because: 'bom' | 'ascii' | 'utf8' | 'zeros' | 'not_utf8'
  bomBytes: number
  candidates: EncodingCandidate[]
}

/** Letters of the product's languages beyond ASCII, and the marks that office software puts into text. */
const expected = new Set(
  'áàâãäåæçéèêëíìîïñóòôõöøœúùûüýÿßªº¿¡ąćęłńóśźżěščřžďťňůőű' +
    'ÁÀÂÃÄÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÕÖØŒÚÙÛÜÝĄĆĘŁŃÓŚŹŻĚŠČŘŽĎŤŇŮŐŰ' +
    'абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ' +
    '–—‘’‚“”„…«»·°№€£§\u00a0',
)
/** The letters beyond ASCII that make up most of such text in one language: Portuguese, Spanish, Catalan, Polish, Russian. */
const frequent = ['áàâãçéêíóôõú', 'áéíñóúü¿¡', 'àçèéíïòóúü·', 'ąćęłńóśźż', 'абвгдежзийклмнопрстуфхцчшщъыьэюяё'].map(
  (letters) => new Set(letters),
)

const wordsShown = 3

/** Words with bytes beyond ASCII, as slices of the sample: the first distinct ones, each at most 40 bytes long. */
function strangeWords(sample: Buffer, most: number): Buffer[] {
  const words = new Map<string, Buffer>()
  for (let at = 0; at < sample.length && words.size < most; at++) {
    if ((sample[at] ?? 0) < 0x80) continue
    let start = at
    while (start > 0 && at - start < 20 && isWordByte(sample[start - 1] ?? 0)) start--
    let end = at + 1
    while (end < sample.length && end - start < 40 && isWordByte(sample[end] ?? 0)) end++
    const word = sample.subarray(start, end)
    words.set(word.toString('latin1'), word)
    at = end
  }
  return [...words.values()]
}

const isWordByte = (byte: number): boolean =>
  byte >= 0x80 || (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a)

/**
 * How well the words read in an encoding, as text of the one language that fits best: its letters count most, other
 * expected ones less; a capital inside a word, odd signs and control codes count against.
 */
function plausibility(words: readonly Buffer[], encoding: Encoding): number {
  const table = characterTable(encoding)
  const sums = frequent.map(() => 0)
  let count = 0
  for (const word of words) {
    for (let i = 0; i < word.length; i++) {
      const byte = word[i] ?? 0
      if (byte < 0x80) continue
      const character = table[byte] ?? '\ufffd'
      const before = i > 0 ? (table[word[i - 1] ?? 0] ?? '') : ''
      const likely = weight(character, before, i + 1 < word.length)
      const small = character.toLowerCase()
      frequent.forEach((letters, language) => {
        sums[language] = (sums[language] ?? 0) + (likely === usual && letters.has(small) ? 1 : likely)
      })
      count++
    }
  }
  return count === 0 ? 0 : Math.max(0, Math.round((Math.max(...sums) / count) * 100) / 100)
}

const usual = 0.4

function weight(character: string, before: string, inside: boolean): number {
  if (/[\u0080-\u009f\ufffd]/.test(character)) return -3
  if (!expected.has(character)) return -0.5
  if (/\p{Lu}/u.test(character) && /\p{Ll}/u.test(before)) return -1
  if (inside && /\p{L}/u.test(before) && !/\p{L}/u.test(character)) return 0
  return usual
}

/** The single-byte encodings that the sample may be in, best first. They are proposals: the bytes cannot prove one. */
export function encodingCandidates(sample: Buffer): EncodingCandidate[] {
  const words = strangeWords(sample, 200)
  return singleByteEncodings
    .map((encoding) => ({
      encoding,
      plausibility: plausibility(words, encoding),
      words: words.slice(0, wordsShown).map((word) => decodeSlice(word, 0, word.length, encoding)),
    }))
    .filter((candidate) => candidate.plausibility > 0)
    .sort((a, b) => b.plausibility - a.plausibility)
}

/** Share of zero bytes at even and at odd places: UTF-16 text that is mostly Latin has nearly one half. */
function zeroShares(sample: Buffer): { even: number; odd: number } {
  const counts = [0, 0]
  for (let at = sample.indexOf(0); at !== -1; at = sample.indexOf(0, at + 1)) counts[at % 2] = (counts[at % 2] ?? 0) + 1
  const places = Math.max(1, sample.length / 2)
  return { even: (counts[0] ?? 0) / places, odd: (counts[1] ?? 0) / places }
}

/** Takes off a last character that the end of the sample cut in two. */
function withoutCutCharacter(sample: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, sample.length); back++) {
    const byte = sample[sample.length - back] ?? 0
    if (byte >= 0xc0) return sample.subarray(0, sample.length - back)
    if (byte < 0x80) break
  }
  return sample
}

/**
 * What the first bytes of a file say about its encoding. Only a byte-order mark, pure ASCII or valid UTF-8 settle it;
 * anything else is proposed and must be chosen.
 * @param whole the sample is the whole file
 */
export function detectEncoding(sample: Buffer, whole: boolean): EncodingFinding {
  const mark = findByteOrderMark(sample)
  if (mark !== null) return { encoding: mark.encoding, because: 'bom', bomBytes: mark.length, candidates: [] }
  const { even, odd } = zeroShares(sample)
  if (Math.max(even, odd) > 0.3 && Math.min(even, odd) < 0.1) {
    const encoding = odd > even ? 'utf-16le' : 'utf-16be'
    const words = [new TextDecoder(encoding).decode(sample.subarray(0, 80)).split(/\r?\n/)[0] ?? '']
    return { encoding: null, because: 'zeros', bomBytes: 0, candidates: [{ encoding, plausibility: 1, words }] }
  }
  if (isAscii(sample)) return { encoding: 'utf-8', because: 'ascii', bomBytes: 0, candidates: [] }
  const text = whole ? sample : withoutCutCharacter(sample)
  const decoded = text.toString('utf8')
  const broken = decoded.split('\ufffd').length - 1
  if (broken === 0 || Buffer.from(decoded, 'utf8').equals(text))
    return { encoding: 'utf-8', because: 'utf8', bomBytes: 0, candidates: [] }
  const candidates = encodingCandidates(text)
  const sound = [...decoded].filter((c) => c > '\u007f' && c !== '\ufffd').length
  // Mostly UTF-8 with a few broken places is likelier a UTF-8 file that was cut or patched somewhere.
  if (sound > broken * 10) {
    const words = decoded.match(/[\p{L}]*[^\p{ASCII}\ufffd][\p{L}]*/gu) ?? []
    candidates.unshift({ encoding: 'utf-8', plausibility: 1, words: [...new Set<string>(words)].slice(0, wordsShown) })
  }
  return { encoding: null, because: 'not_utf8', bomBytes: 0, candidates }
}
