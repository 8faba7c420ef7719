/** A text and whether its bytes were what its charset allows. */
export type Decoded = { text: string; broken: boolean }

const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** Names that mail uses and the Encoding Standard does not know. */
const ALIASES = new Map(
  Object.entries({
    cp932: 'shift_jis',
    cp936: 'gbk',
    cp949: 'euc-kr',
    cp950: 'big5',
    'unicode-1-1-utf-7': 'utf-7',
    csunicode11utf7: 'utf-7',
    utf7: 'utf-7',
    'iso-8859-8-e': 'iso-8859-8',
    'ansi_x3.110-1983': 'iso-8859-1',
    default: '',
    '8bit': '',
    binary: '',
    unknown: '',
    'unknown-8bit': '',
    'x-unknown': '',
  }),
)

/**
 * Decodes bytes by the charset they are said to be in. Never throws: bytes that the charset does not allow become
 * U+FFFD, and an unknown charset is guessed at; both say `broken`. Without a name it is UTF-8, or what fits
 * (`guess`). UTF-8 that is called ASCII or Latin 1 is read as UTF-8, since hardly any other text is valid UTF-8.
 */
export function decode(bytes: Uint8Array, charset: string | null): Decoded {
  const said = (charset ?? '').trim().toLowerCase()
  const name = ALIASES.get(said) ?? said.replace(/^(x-|cs(?=windows))/, '')
  if (name === 'utf-7') return utf7(bytes)
  if (name === '' || /^(us-)?ascii$|^iso-?8859-?1$|^latin1$/.test(name)) {
    const text = strict(UTF8, bytes)
    if (text !== null) return { text, broken: false }
    if (/8859|latin/.test(name)) return { text: new TextDecoder('windows-1252').decode(bytes), broken: false }
    return guess(bytes)
  }
  const decoder = decoderOf(name, true)
  if (!decoder) return { ...guess(bytes), broken: !plain(bytes) }
  const text = strict(decoder, bytes)
  if (text !== null) return { text, broken: false }
  return { text: decoderOf(name, false)?.decode(bytes) ?? '', broken: true }
}

/**
 * Bytes of an unknown charset: UTF-8 where they are valid, a Cyrillic one where most letters of the words
 * that have one above 127 are above 127
 * (in KOI8-R small letters are 0xC0 to 0xDF, in Windows-1251 0xE0 to 0xFF), else Windows-1252.
 */
export function guess(bytes: Uint8Array): Decoded {
  const text = strict(UTF8, bytes)
  if (text !== null) return { text, broken: false }
  return { text: new TextDecoder(guessName(bytes)).decode(bytes), broken: true }
}

/** The charset that bytes look like which are no UTF-8. */
export function guessName(bytes: Uint8Array): string {
  const counts = { low: 0, high: 0, ascii: 0 }
  let inWord = 0
  let above = false
  for (const byte of bytes) {
    const letter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a
    if (byte >= 0xe0) counts.high++
    else if (byte >= 0xc0) counts.low++
    if (byte >= 0xc0) above = true
    if (letter) inWord++
    else if (byte < 0xc0) {
      if (above) counts.ascii += inWord
      inWord = 0
      above = false
    }
  }
  if (above) counts.ascii += inWord
  if (counts.low + counts.high <= counts.ascii) return 'windows-1252'
  return counts.low > counts.high ? 'koi8-r' : 'windows-1251'
}

const plain = (bytes: Uint8Array): boolean => bytes.every((byte) => byte < 0x80)

function strict(decoder: TextDecoder, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}

function decoderOf(name: string, fatal: boolean): TextDecoder | null {
  try {
    return new TextDecoder(name, { fatal })
  } catch {
    return null
  }
}

/** UTF-7 (RFC 2152), which browsers no longer read and some old servers still write. */
function utf7(bytes: Uint8Array): Decoded {
  let broken = false
  const text = new TextDecoder('windows-1252').decode(bytes).replace(/\+([A-Za-z0-9+/]*)-?/g, (_, coded: string) => {
    if (coded === '') return '+'
    const units = Buffer.from(coded, 'base64')
    if (units.length < 2) broken = true
    return new TextDecoder('utf-16be').decode(units.subarray(0, units.length - (units.length % 2)))
  })
  return { text, broken }
}
