import { domainToASCII } from 'node:url'
import { all, type Field } from './header.ts'
import type { Authentication } from './mail.ts'
import { oneLine } from './one-line.ts'
import { domainOf, readPeople } from './people.ts'

/** One verdict: `dkim=pass header.d=example.org`. */
export type Result = { method: string; result: string; properties: Map<string, string> }

/** An Authentication-Results field: who says it, and what. */
export type Results = { server: string; results: Result[] }

/**
 * Reads an Authentication-Results field (RFC 8601, section 2.2): comments, quoted strings, versions after the server
 * and the method, several methods, `none`. What does not fit the grammar is passed over.
 */
export function readResults(field: string): Results {
  const [head = '', ...rest] = pieces(field)
  const [server = ''] = head
  const results = rest.flatMap((tokens): Result[] => {
    const [verdict = '', ...others] = tokens
    const match = /^([a-z0-9-]+)(?:\/\d+)?=([a-z]+)$/i.exec(verdict)
    if (!match) return []
    const properties = new Map<string, string>()
    for (const token of others) {
      const equals = token.indexOf('=')
      const name = token.slice(0, equals).toLowerCase()
      if (equals > 0 && !properties.has(name)) properties.set(name, token.slice(equals + 1).toLowerCase())
    }
    return [{ method: match[1]?.toLowerCase() ?? '', result: match[2]?.toLowerCase() ?? '', properties }]
  })
  return { server: server.toLowerCase(), results }
}

/** The words of each statement: statements end with `;`, words with blanks; comments are blanks, quotes hold together. */
function pieces(field: string): string[][] {
  const found: string[][] = [[]]
  let word = ''
  let depth = 0
  let quoted = false
  let blank = false
  const end = () => {
    if (word !== '') found.at(-1)?.push(word)
    word = ''
    blank = false
  }
  const add = (char: string) => {
    // Blanks around these are allowed and mean nothing.
    if (blank && !JOINING.has(char) && !JOINING.has(word.at(-1) ?? '')) end()
    blank = false
    word += char
  }
  for (let i = 0; i < field.length; i++) {
    const char = field[i] as string
    if (char === '\\' && (quoted || depth > 0)) {
      i++
      if (depth === 0) add(field[i] ?? '')
    } else if (depth === 0 && char === '"') quoted = !quoted
    else if (quoted) word += char
    else if (char === '(') depth++
    else if (char === ')') depth = Math.max(0, depth - 1)
    else if (depth > 0 || /\s/.test(char)) blank = true
    else if (char === ';') {
      end()
      found.push([])
    } else add(char)
  }
  end()
  return found
}

const JOINING = new Set(['=', '/', '.'])

/** Fields that a server's filters write among their results. */
const BETWEEN = new Set(['dkim-filter', 'received-spf'])

/**
 * Whether the sender of From is the one it names, as the trusted server found.
 *
 * Which fields count. A server writes its fields above those that the mail came with, so everything below may be the
 * sender's invention, also a field that names the trusted server. From the top of the header the first field of the
 * trusted server is looked for, as far as the first Received field that another host wrote (`by`; handing over within a
 * machine counts as none: no `from`, a bare host name, an address instead of a name). It and the ones of the same server
 * right below it count, and of them for each method the topmost that has it: a field that a sender forged right below
 * cannot outvote a real one. That the server takes away fields in its own name (RFC 8601, section 5), or writes one on
 * every mail, is its duty; a mailbox should name only such a server.
 *
 * What proves the sender. `dmarc=pass` for the domain of From; else, unless DMARC failed, `dkim=pass` of an aligned
 * `header.d` (or the domain of `header.i`), or `spf=pass` of an aligned `smtp.mailfrom`. Several From fields or
 * addresses prove nothing.
 */
export function readAuthentication(fields: readonly Field[], trustedServer: string): Authentication {
  const said = trustedResults(fields, trustedServer.trim().toLowerCase())
  const domain = onlyDomain(fields)
  const proof = domain === null ? null : proofOf(said, domain)
  if (proof) return { verified: true, by: proof }
  const words = said.map(({ method, result }) => `${method}=${result}`).join(', ')
  return { verified: false, by: oneLine(words, 200) || 'none' }
}

function proofOf(said: readonly Result[], domain: string): string | null {
  const has = (method: string, names: string[], fits: (a: string, b: string) => boolean) =>
    said.some(
      ({ method: own, result, properties }) =>
        own === method &&
        result === 'pass' &&
        names.some((name) => fits(ascii(domainOf(properties.get(name) ?? '')), domain)),
    )
  const dmarc = said.filter(({ method }) => method === 'dmarc')
  if (dmarc.some(({ result }) => result === 'fail' || result === 'permerror')) return null
  if (has('dmarc', ['header.from'], (a, b) => a === b)) return 'dmarc'
  if (has('dkim', ['header.d', 'header.i'], aligned)) return 'dkim'
  return has('spf', ['smtp.mailfrom', 'smtp.mail'], aligned) ? 'spf' : null
}

/** What the trusted server says, of each method only its topmost field. */
function trustedResults(fields: readonly Field[], trusted: string): Result[] {
  if (trusted === '') return []
  const said: Result[] = []
  let started = false
  for (const { name, value } of fields) {
    const results = name === 'authentication-results' ? readResults(value) : null
    if (results?.server === trusted) {
      started = true
      const known = new Set(said.map(({ method }) => method))
      said.push(...results.results.filter(({ method }) => !known.has(method)))
    } else if (started) {
      if (!BETWEEN.has(name)) break
    } else if (name === 'received' && !ofServer(value, trusted)) break
  }
  return said
}

/** Whether a Received field is of the trusted server's own hosts, or of a step within a machine. */
function ofServer(received: string, trusted: string): boolean {
  const by = /(?:^|\s)by\s+([^\s;()]+)/i.exec(received)?.[1]?.toLowerCase() ?? ''
  if (!/(?:^|\s)from\s/i.test(received)) return true
  return !/[a-z]/.test(by.replace(/^\[?ipv6:/, '')) || !/[.:]/.test(by) || by.includes(':') || related(by, trusted)
}

/** Hosts of one organization: the last two labels are the same. */
const related = (a: string, b: string): boolean =>
  a.split('.').slice(-2).join('.') === b.split('.').slice(-2).join('.') || aligned(a, b)

/**
 * Whether two domains are of one organization, as far as that can be told without a list of public suffixes: they are
 * equal, or one lies below the other and that has at least two labels. So `mail.example.org` and `example.org` are,
 * two names below `example.org` are not, and `co.uk` and a name below it would be: nobody sends mail from there.
 */
export function aligned(a: string, b: string): boolean {
  if (a === '' || b === '') return false
  const [short = '', long = ''] = a.length <= b.length ? [a, b] : [b, a]
  return a === b || (short.includes('.') && long.endsWith(`.${short}`))
}

/** The domain of the one address in the one From field; null where there are several, or none. */
function onlyDomain(fields: readonly Field[]): string | null {
  const from = all(fields, 'from')
  const field = from[0] ?? ''
  const bare = field.replace(/"(?:[^"\\]|\\.)*"/g, '').replace(/\([^()]*\)/g, '')
  const people = readPeople(field)
  if (from.length !== 1 || people.length !== 1 || bare.split('@').length !== 2) return null
  return ascii(domainOf(people[0]?.address ?? '')) || null
}

/** A domain as it is compared: in the letters of the DNS; empty where it is none. */
const ascii = (domain: string): string => domainToASCII(domain)
