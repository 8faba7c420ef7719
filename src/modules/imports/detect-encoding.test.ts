import { describe, expect, test } from 'vitest'
import { detectEncoding, encodingCandidates, findForeignFormat } from './detect-encoding.ts'
import { characterTable, type Encoding, Utf16Transcoder } from './encoding.ts'

/** Text in a single-byte encoding, by the inverse of its table. */
function encode(text: string, encoding: Encoding): Buffer {
  const table = characterTable(encoding)
  return Buffer.from([...text].map((c) => table.indexOf(c)))
}

const polish =
  'id;miasto;opis\n1;Łódź;Przegląd kotła, zażalenie na późny przyjazd\n2;Kraków;Wyciek – proszę o pilną pomoc, śruba\n'
const russian = 'номер;город;описание\n1;Москва;Протекает котёл, срочно\n2;Тверь;Не работает отопление\n'
const spanish =
  'id;ciudad;descripción\n1;A Coruña;Avería en la caldera, señor Muñoz\n2;Málaga;¿Cuándo vendrán? Urgente\n'
const portuguese = 'id;cidade;descrição\n1;São Paulo;Reparação do elevador, avó à espera\n2;Évora;Não há água quente\n'

describe('encoding', () => {
  test.each<[string, Buffer, string | null, string]>([
    ['ASCII', Buffer.from('a,b\n'), 'utf-8', 'ascii'],
    ['UTF-8', Buffer.from(polish), 'utf-8', 'utf8'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${polish}`), 'utf-8', 'bom'],
    ['UTF-8 with lost characters', Buffer.from('a,\ufffd\n'), 'utf-8', 'utf8'],
    ['UTF-16 LE with a mark', Buffer.from(`\ufeff${polish}`, 'utf16le'), 'utf-16le', 'bom'],
    ['UTF-16 BE with a mark', Buffer.from(`\ufeff${polish}`, 'utf16le').swap16(), 'utf-16be', 'bom'],
    ['UTF-16 LE without a mark', Buffer.from(polish, 'utf16le'), null, 'zeros'],
    ['windows-1250', encode(polish, 'windows-1250'), null, 'not_utf8'],
  ])('%s', (_, bytes, encoding, because) => {
    expect(detectEncoding(bytes, true)).toMatchObject({ encoding, because })
  })

  test.each<[Encoding, string, string]>([
    ['windows-1250', polish, 'Łódź'],
    ['iso-8859-2', polish.replace('–', '-'), 'Łódź'],
    ['windows-1251', russian, 'номер'],
    ['koi8-r', russian, 'номер'],
    ['ibm866', russian, 'номер'],
    ['windows-1252', spanish, 'descripción'],
    ['windows-1252', portuguese, 'descrição'],
    ['macintosh', spanish, 'descripción'],
  ])('%s is the first proposal, with words to judge it by, and is never taken by itself', (encoding, text, word) => {
    const finding = detectEncoding(encode(text, encoding), true)
    expect(finding.encoding).toBeNull()
    expect(finding.candidates[0]).toMatchObject({ encoding, words: expect.arrayContaining([word]) })
  })

  test('a sample that ends inside a character is still UTF-8; a file that does is not', () => {
    const cut = Buffer.from('a,ł').subarray(0, 3)
    expect(detectEncoding(cut, false).encoding).toBe('utf-8')
    expect(detectEncoding(cut, true).encoding).toBeNull()
  })

  test('mostly UTF-8 is proposed as UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from(polish.repeat(5)), Buffer.from([0xb3, 0x0a])])
    expect(detectEncoding(bytes, true)).toMatchObject({ encoding: null, candidates: [{ encoding: 'utf-8' }, {}] })
  })

  test('nothing strange, nothing proposed', () => {
    expect(encodingCandidates(Buffer.from('plain'))).toEqual([])
  })

  test('UTF-16 is transcoded in any chunks', () => {
    const bytes = Buffer.from(`\ufeff${polish}😀`, 'utf16le')
    const transcoder = new Utf16Transcoder('utf-16le')
    const parts: Buffer[] = []
    for (let at = 0; at < bytes.length; at += 3) parts.push(transcoder.push(bytes.subarray(at, at + 3)))
    parts.push(transcoder.finish())
    expect(Buffer.concat(parts).toString()).toBe(`${polish}😀`)
  })

  test('files that are no text tables', () => {
    expect(findForeignFormat(Buffer.from('PK\x03\x04...'))).toBe('zip')
    expect(findForeignFormat(Buffer.from([0x1f, 0x8b, 8]))).toBe('gzip')
    expect(findForeignFormat(Buffer.from('%PDF-1.7'))).toBe('pdf')
    expect(findForeignFormat(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))).toBe('ole')
    expect(findForeignFormat(Buffer.from('id,a\n'))).toBeNull()
    expect(findForeignFormat(Buffer.alloc(0))).toBeNull()
  })
})
