import { languageOf } from '#platform/language-of'
import { readAuthentication } from './authentication.ts'
import { automaticOf } from './automatic.ts'
import { type Contents, readContents } from './bodies.ts'
import { readBounce } from './bounce.ts'
import { decode } from './charset.ts'
import { type Field, first, readHeader } from './header.ts'
import type { ParsedMail, ParseOptions } from './mail.ts'
import { readDate } from './mail-date.ts'
import { readTree, type Tree } from './mime-tree.ts'
import { readPeople } from './people.ts'
import { splitQuoted } from './quoted.ts'
import { safeHtml, showsSomething } from './safe-html.ts'
import { readIds, readReferences, readSubject } from './subject.ts'
import { capped, isStub, textOfHtml, tidy } from './text.ts'

type Damage = ParsedMail['damage'][number]

/**
 * Reads a mail as it came over the wire (RFC 5322, MIME). Pure: no clock, no network, no database. Never throws,
 * whatever the bytes are; what was cut or could not be read is in `damage`. Takes time in proportion to the mail.
 * Limits: 1,000 header fields, 100 parts, 100 levels, 200,000 characters of text, 1,000,000 of HTML.
 */
export async function parseMail(raw: Uint8Array, options: ParseOptions): Promise<ParsedMail> {
  try {
    return await readMail(raw, options)
  } catch {
    return unreadable(raw, options)
  }
}

/** `parseMail` without its promise never to throw: what it throws is a bug of ours or of a library. */
export async function readMail(raw: Uint8Array, options: ParseOptions): Promise<ParsedMail> {
  const tree = readTree(raw)
  const contents = await readContents(raw, tree.root)
  const { fields, type } = tree.root
  const head = headOf(fields, options)
  const from = head.from?.address ?? null
  const shown = htmlOf(contents)
  const whole = textOf(contents)
  const { text, quoted } = splitQuoted(whole.text)
  const bounce = readBounce({ fields, from, type, subject: head.subject, text: whole.text, parts: contents.parts })
  return {
    ...head,
    text,
    quoted,
    html: shown.html,
    parts: contents.parts.map((part) => ({ ...part, inline: shown.used.has(part.contentId ?? '') })),
    automatic: automaticOf({
      fields,
      from,
      type,
      subject: head.subject,
      ownAddresses: options.ownAddresses,
      ownMark: options.ownMark,
      bounced: bounce !== null,
    }),
    bounce,
    authentication: readAuthentication(fields, options.trustedServer),
    language: await languageOf(text),
    damage: damageOf(tree, contents, shown.cut || whole.cut, from !== null),
  }
}

/** A mail of which only the header and the bytes as text can be had, for a person to look at. */
export function unreadable(raw: Uint8Array, options: ParseOptions): ParsedMail {
  const { fields } = readHeader(raw, 0, raw.length)
  const head = headOf(fields, options)
  return {
    ...head,
    text: capped(tidy(decode(raw.subarray(0, 1_000_000), null).text)),
    quoted: '',
    html: null,
    parts: [],
    automatic: null,
    bounce: null,
    authentication: { verified: false, by: 'none' },
    language: null,
    damage: head.from ? ['broken_structure'] : ['broken_structure', 'no_sender'],
  }
}

type Head = Pick<ParsedMail, 'mailId' | 'from' | 'replyTo' | 'to' | 'cc' | 'subject' | 'date' | 'references'>

function headOf(fields: readonly Field[], { now }: ParseOptions): Head {
  const people = (name: string) => readPeople(first(fields, name))
  return {
    mailId: readIds(first(fields, 'message-id'))[0] ?? null,
    from: people('from')[0] ?? null,
    replyTo: people('reply-to')[0] ?? null,
    to: people('to'),
    cc: people('cc'),
    subject: readSubject(first(fields, 'subject')),
    date: readDate(first(fields, 'date'), now),
    references: readReferences(first(fields, 'in-reply-to'), first(fields, 'references')),
  }
}

/** The text of all bodies: the plain form, or that of the HTML where the plain one is missing or says nothing. */
function textOf({ bodies }: Contents): { text: string; cut: boolean } {
  const texts = bodies.map(({ plain, html }) => {
    const text = tidy(plain ?? '')
    if (html === null || !isStub(text)) return text
    const converted = textOfHtml(html.slice(0, 1_000_000))
    return converted === '' ? text : converted
  })
  const whole = texts.filter(Boolean).join('\n\n')
  const text = capped(whole)
  return { text, cut: text.length < whole.length }
}

/** Safe HTML of all bodies, where one has HTML, and the Content-IDs that it shows. */
function htmlOf({ bodies, parts }: Contents): { html: string | null; used: Set<string>; cut: boolean } {
  const used = new Set<string>()
  if (bodies.every(({ html }) => html === null)) return { html: null, used, cut: false }
  const joined = bodies.map(({ plain, html }) => html ?? asHtml(tidy(plain ?? ''))).join('\n')
  const contentIds = new Set(parts.flatMap(({ contentId }) => contentId ?? []))
  const { html, cut } = safeHtml(joined, contentIds)
  for (const [, id] of html.matchAll(/ src="cid:([^"]*)"/g)) used.add((id as string).replaceAll('&amp;', '&'))
  return { html: showsSomething(html) ? html : null, used, cut }
}

const asHtml = (text: string): string =>
  `<div>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>')}</div>`

function damageOf(tree: Tree, contents: Contents, cut: boolean, hasSender: boolean): Damage[] {
  const damage: [Damage, boolean][] = [
    ['too_long', tree.cut || contents.cut || cut],
    ['too_many_parts', tree.tooMany],
    ['broken_charset', tree.guessed || contents.broken],
    ['broken_structure', tree.broken],
    ['no_sender', !hasSender],
  ]
  return damage.flatMap(([code, found]) => (found ? [code] : []))
}
