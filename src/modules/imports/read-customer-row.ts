import { isTelephone } from '#modules/customers'
import { LANGUAGES, type Language, timeZone } from '#platform/fields'
import { isAddress } from '#platform/mail'
import { longest } from './fields.ts'
import { type CompleteMapping, wordReader } from './mapping.ts'
import { failures, type ReadOptions, rowCells } from './row-cells.ts'
import type { RowError, RowNote } from './row-errors.ts'
import type { CsvRow } from './scan-csv.ts'

/** A row of a list of customers, checked: a customer with one contact, or with none. Texts are trimmed; an absent one is ''. */
export type CustomerRow = {
  line: number
  /** The id there; '' when the file has none. */
  externalId: string
  /** Never empty: the name, else the contact's, else its address. */
  name: string
  kind: 'person' | 'company'
  segment: string
  note: string
  contactName: string
  /** In small letters. */
  email: string
  phone: string
  /** null: the organization's. */
  language: Language | null
  timeZone: string | null
}

export type ReadCustomerRow = { row: CustomerRow | null; errors: RowError[] | null }

const companies =
  /^(company|organi[sz]ation|business|firm|b2b|empresa|organiza[cç][aã]o|organización|organització|firma|компания|организация)$/i
const persons =
  /^(person|individual|private|consumer|b2c|pessoa|particular|persona|osoba|prywatny|человек|физлицо|лицо)$/i

/** `en-US`, `pt_BR`, `PL`: the language of ours that it begins with. */
const languageOf = (text: string): Language | null => {
  const [first = ''] = text.toLowerCase().split(/[-_]/)
  return LANGUAGES.find((language) => language === first) ?? null
}

/**
 * A reader of rows about customers by one mapping, for a file with these headers.
 * @param note told of everything that was read by a rule (`noteSentences`), with its line
 */
export function createCustomerReader(
  mapping: CompleteMapping,
  headers: readonly string[],
  note: (note: RowNote, line: number) => void,
  options: ReadOptions = {},
): (row: CsvRow) => ReadCustomerRow {
  const { at, textAt, textOf, passedOver, checkZeros } = rowCells(mapping, headers, note, options)
  const idIndex = at('externalId')
  const [nameOf, lastNameOf, contactOf] = [textOf('name', true), textOf('lastName', true), textOf('contactName', true)]
  const [emailOf, phoneOf, otherPhoneOf] = [textOf('email', true), textOf('phone', true), textOf('otherPhone', true)]
  const [kindOf, languageText, zoneOf] = [textOf('kind', true), textOf('language', true), textOf('timeZone', true)]
  const [segmentOf, noteOf] = [textOf('segment', true), textOf('note', false)]
  const [kindWord, languageWord] = [wordReader(mapping, 'kind'), wordReader(mapping, 'language')]
  const nameHeader = mapping.columns.name ?? mapping.columns.contactName ?? mapping.columns.email ?? ''
  // A file has few of them, and asking the runtime is slow.
  const zones = new Map<string, boolean>()
  const isZone = (name: string): boolean => {
    let known = zones.get(name)
    if (known === undefined) {
      known = timeZone.safeParse(name).success
      if (zones.size < 1_000) zones.set(name, known)
    }
    return known
  }

  /** What fits, or nothing and a note. */
  const fitting = (text: string, fits: boolean, code: RowNote, line: number): string => {
    if (text !== '' && !fits) note(code, line)
    return fits ? text : ''
  }

  return (row) => {
    const passed = passedOver(row)
    if (passed !== undefined) return { row: null, errors: passed }
    const { line } = row
    const { fail, errors } = failures(row)
    checkZeros(row, fail)
    const externalId = idIndex === -1 ? '' : textAt(row, idIndex)
    if (externalId.length > longest.externalId)
      fail(headers[idIndex] ?? '', 'too_long', externalId, `An id has at most ${longest.externalId} characters.`)
    const written = emailOf(row).toLowerCase()
    const email = fitting(written, isAddress(written), 'email_ignored', line)
    const called = phoneOf(row) || otherPhoneOf(row)
    const phone = fitting(called, isTelephone(called), 'phone_ignored', line)
    const contactName = contactOf(row)
    const whole = [nameOf(row), lastNameOf(row)]
      .filter((part) => part !== '')
      .join(' ')
      .slice(0, longest.name)
    const name = whole || contactName || email
    if (name === '') fail(nameHeader, 'missing', '', 'The name is missing.')
    const found = errors()
    if (found !== null) return { row: null, errors: found }
    const kindText = kindWord(kindOf(row))
    const kind = companies.test(kindText) ? 'company' : persons.test(kindText) ? 'person' : null
    if (kind === null && kindText !== '') note('kind_ignored', line)
    const spoken = languageWord(languageText(row))
    const language = languageOf(spoken)
    if (language === null && spoken !== '') note('language_ignored', line)
    const zone = zoneOf(row)
    return {
      row: {
        line,
        externalId,
        name,
        kind: kind ?? mapping.customerKind,
        segment: segmentOf(row),
        note: noteOf(row),
        contactName,
        email,
        phone,
        language,
        timeZone: fitting(zone, zone !== '' && isZone(zone), 'time_zone_ignored', line) || null,
      },
      errors: null,
    }
  }
}
