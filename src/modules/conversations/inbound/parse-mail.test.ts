import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ParsedMail } from './mail.ts'
import { parseMail, readMail, unreadable } from './parse-mail.ts'

const options = {
  trustedServer: 'mx.ours.example',
  ownAddresses: ['hello@ours.example'],
  ownMark: '1',
  now: Temporal.Instant.from('2026-12-01T12:00:00Z'),
}
const HEAD = 'From: Anna <anna@example.org>\r\nSubject: Boiler\r\nMIME-Version: 1.0\r\n'
const read = (text: string) => parseMail(Buffer.from(text, 'latin1'), options)
const multipart = (inner: string) => `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${inner}--b--\r\n`

describe('limits', () => {
  test('a part of 25 MB comes out to the byte', async () => {
    const bytes = Buffer.alloc(18_750_000, Buffer.from('some bytes, all of them kept \0\xff', 'latin1'))
    const coded = bytes.toString('base64').replace(/(.{76})/g, '$1\r\n')
    const mail = await read(
      multipart(
        `--b\r\n\r\nSee the file.\r\n--b\r\nContent-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n${coded}\r\n`,
      ),
    )
    expect(mail.text).toBe('See the file.')
    expect(Buffer.compare(mail.parts[0]?.bytes ?? Buffer.alloc(0), bytes)).toBe(0)
    expect(mail.damage).toEqual([])
  })

  test('a part that is not encoded comes out to the byte', async () => {
    const binary = 'a\r\nb\nc\rd\0\xff\r\n\r\n'
    const mail = await read(
      multipart(`--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: binary\r\n\r\n${binary}\r\n`),
    )
    expect(Buffer.from(mail.parts[0]?.bytes ?? []).toString('latin1')).toBe(binary)
  })

  test('10,000 header fields', async () => {
    const mail = await read(`${HEAD}${'X-Trace: a\r\n'.repeat(10_000)}\r\nHello.`)
    expect(mail).toMatchObject({ subject: 'Boiler', text: 'Hello.', damage: ['too_long'] })
  })

  test('a header field of 1 MB', async () => {
    const mail = await read(`${HEAD}X-Long: ${'a'.repeat(1_000_000)}\r\n\r\nHello.`)
    expect(mail).toMatchObject({ subject: 'Boiler', text: 'Hello.', damage: ['too_long'] })
  })

  test('a line of 20 MB', async () => {
    const mail = await read(`${HEAD}\r\n${'a'.repeat(20_000_000)}`)
    expect(mail.text).toBe('a'.repeat(200_000))
    expect(mail.damage).toEqual(['too_long'])
  })

  test('500 parts', async () => {
    const mail = await read(
      multipart(Array.from({ length: 500 }, (_, i) => `--b\r\nContent-Type: image/png\r\n\r\npart ${i}\r\n`).join('')),
    )
    expect(mail.parts).toHaveLength(100)
    expect(Buffer.from(mail.parts[99]?.bytes ?? []).toString()).toBe('part 99')
    expect(mail.damage).toEqual(['too_many_parts'])
  })

  test('two million parts with nothing in them', async () =>
    expect((await read(multipart('--b\r\n\r\n'.repeat(2_000_000)))).damage).toContain('too_many_parts'))

  test('multiparts 50,000 deep', async () => {
    const deep = Array.from(
      { length: 50_000 },
      (_, i) => `--b${i}\r\nContent-Type: multipart/mixed; boundary=b${i + 1}\r\n\r\n`,
    )
    const mail = await read(`${HEAD}Content-Type: multipart/mixed; boundary=b0\r\n\r\n${deep.join('')}`)
    expect(mail).toMatchObject({ subject: 'Boiler', text: '', damage: ['broken_structure'] })
  })

  test('text is never cut within a character', async () => {
    const mail = await parseMail(Buffer.from(`${HEAD}\r\na${'😀'.repeat(120_000)}`), options)
    expect(mail.text.length).toBe(199_999)
    expect(mail.text.isWellFormed()).toBe(true)
  })
})

describe('linear time', () => {
  test.each<[string, string]>([
    ['lines that look like delimiters', multipart('--x\r\n'.repeat(1_000_000))],
    ['folds', `${HEAD}X: a\r\n${' b\r\n'.repeat(1_000_000)}\r\nx`],
    ['sentences above quotes', `${HEAD}\r\n${'On Monday 10 wrote:\n'.repeat(10_000)}`],
    ['beginnings of such', `${HEAD}\r\n${'W dniu '.repeat(28_000)}`],
    ['header lines', `${HEAD}\r\n${'From: a\n'.repeat(25_000)}`],
    ['empty lines', `${HEAD}\r\na${'\n'.repeat(5_000_000)}b`],
    ['blanks', `${HEAD}\r\na${' '.repeat(190_000)}b`],
    ['padding', `${HEAD}Content-Transfer-Encoding: base64\r\n\r\n${'QQ==\n'.repeat(1_000_000)}`],
    ['escapes', `${HEAD}Content-Transfer-Encoding: quoted-printable\r\n\r\n${'='.repeat(5_000_000)}`],
    ['angle brackets', `${HEAD}Content-Type: text/html\r\n\r\n${'<'.repeat(1_000_000)}`],
    [
      'quotes in quotes',
      `${HEAD}Content-Type: text/html\r\n\r\n${'<blockquote>'.repeat(10_000)}${'x<br>'.repeat(150_000)}`,
    ],
    ['addresses', `From: ${'a@b.c,'.repeat(10_000)}\r\nSubject: Boiler\r\n\r\nx`],
    [
      'results',
      `${HEAD}${`Authentication-Results: mx.ours.example; ${'dkim=pass header.d=b.cd; '.repeat(2_000)}\r\n`.repeat(100)}\r\nx`,
    ],
    [
      'words of bounces',
      `From: mailer-daemon@b.cd\r\nSubject: Boiler\r\n\r\n${'could not be delivered\n'.repeat(4_000)}${'a@'.repeat(50_000)}`,
    ],
    [
      'a report of empty lines',
      `From: mailer-daemon@b.cd\r\nSubject: Boiler\r\nContent-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n${'\r\n'.repeat(2_000_000)}`,
    ],
  ])('%s', async (_, text) => expect((await read(text)).subject).toBe('Boiler'))
})

/** What holds for every mail that was read. */
function check(mail: ParsedMail): void {
  const { parts, date, ...texts } = mail
  const all = JSON.stringify(texts)
  expect(all).not.toContain('\\u0000')
  expect(all.isWellFormed()).toBe(true)
  expect(mail.text.length).toBeLessThanOrEqual(200_000)
  expect(mail.html?.length ?? 0).toBeLessThanOrEqual(1_000_000)
  expect(mail.references.length).toBeLessThanOrEqual(50)
  expect(new Set(mail.references).size).toBe(mail.references.length)
  expect(mail.subject).not.toMatch(/[\r\n\u202e]/)
  expect(mail.from === null).toBe(mail.damage.includes('no_sender'))
  if (mail.text === '') expect(mail.quoted).toBe('')
  for (const person of [...mail.to, ...mail.cc, ...(mail.from ? [mail.from] : [])]) {
    expect(person.address).toMatch(/^[^\s@]+@[^\s@]+$/)
    expect(person.address).toBe(person.address.toLowerCase())
    expect(person.name).not.toMatch(/[\r\n]/)
  }
  for (const part of parts) {
    expect(part.name).toMatch(/^[^/\\\r\n]{1,255}$/u)
    expect(part.mediaType).toMatch(/^[^\s/]+\/[^\s/]+$/)
  }
  if (date) expect(Temporal.Instant.compare(date, options.now)).toBeLessThanOrEqual(0)
}

describe('whatever the bytes are', () => {
  const folder = new URL('./fixtures/', import.meta.url)
  const mails = readdirSync(folder).map((name) => readFileSync(new URL(name, folder)))

  test('noise', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => check(await readMail(bytes, options))),
    ))

  test('mails with pieces cut out, doubled and changed', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...mails),
        fc.array(fc.tuple(fc.nat(4_000), fc.nat(300), fc.uint8Array({ maxLength: 4 })), { minLength: 1, maxLength: 6 }),
        async (mail, changes) => {
          let bytes = Buffer.from(mail)
          for (const [at, length, put] of changes) {
            const from = at % (bytes.length + 1)
            const doubled = length % 3 === 0 ? bytes.subarray(from, from + length) : Buffer.alloc(0)
            bytes = Buffer.concat([
              bytes.subarray(0, from),
              doubled,
              put,
              bytes.subarray(from + (length % 3 === 1 ? length : 0)),
            ])
          }
          check(await readMail(bytes, options))
        },
      ),
      { numRuns: 400 },
    ))

  test('mails put together from lines of mails', () => {
    const lines = mails.flatMap((mail) => mail.toString('latin1').split('\r\n'))
    return fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...lines, ''), { maxLength: 60 }), async (some) =>
        check(await readMail(Buffer.from(some.join('\r\n'), 'latin1'), options)),
      ),
      { numRuns: 400 },
    )
  })

  test('a mail that could not be read shows its bytes as text', () => {
    const mail = unreadable(Buffer.from(`${HEAD}\r\nHello\0.`), options)
    check(mail)
    expect(mail).toMatchObject({
      from: { address: 'anna@example.org' },
      subject: 'Boiler',
      damage: ['broken_structure'],
    })
    expect(mail.text).toContain('Hello.')
  })
})
