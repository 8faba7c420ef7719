import { organizationOf } from '#modules/directory'
import type { Language } from '#platform/fields'
import type { Context } from '#platform/operation'
import {
  type Completion,
  completeContact,
  completeCustomer,
  customerIdsByExternalIds,
  insertCompletions,
  insertImportedCustomers,
  lockCustomers,
} from './import-queries.ts'
import { digitsOf, keysOf, matchCustomers, type Signs } from './match-customers.ts'
import { survivorsOf } from './one-customer.ts'
import { NO_PREFERENCES } from './preferences.ts'
import { type ContactRow, insertContacts } from './queries.ts'
import { MAX_CONTACTS } from './schemas.ts'
import { contactsRead } from './view.ts'

/** A customer from elsewhere, with one contact or none. Several of one id are one customer with the contacts of all. */
export type ImportedCustomer = {
  /** Its id in the source, not empty. */
  externalId: string
  /** At most 300 characters, not empty. */
  name: string
  kind: 'person' | 'company'
  note: string
  segment: string
  /** Whose the addresses are; '': the customer's own. */
  contactName: string
  /** In small letters. */
  email: string | null
  phone: string | null
  /** null: the organization's. */
  language: Language | null
  timeZone: string | null
}

export type ImportCustomersFrom = {
  /** Ids are unique within it. */
  source: string
  importId: string | null
  /** Whether what is empty of customers that are there is completed, and contacts added to them. */
  complete: boolean
}

/**
 * What became of one: `made`; `completed`: it is there and got something; `unchanged`: it is there; `joined`: it is one that
 * this import made; `full`: it is there and can take no more contacts.
 */
export type Outcome = { customerId: string; what: 'made' | 'completed' | 'unchanged' | 'joined' | 'full' }

type Filled = Pick<Completion, 'record' | 'record_id' | 'fields' | 'version'>

/** By what it is known; the addresses of a person at a company do not tell the company. */
export const signsOf = ({
  externalId,
  email,
  phone,
  contactName,
}: Pick<ImportedCustomer, 'externalId' | 'email' | 'phone' | 'contactName'>): Signs => ({
  externalId,
  email,
  phone,
  byAddress: contactName === '',
})

/** A customer as it stands within a batch. */
type Standing = {
  id: string
  /** Made by this import: what its rows say belongs to it. */
  own: boolean
  fresh: boolean
  note: string
  segment: string
  contacts: ContactRow[]
  added: ContactRow[]
  /** What is filled in: of the customer, and of its contacts by id. */
  filled: ('note' | 'segment')[]
  completed: Map<string, { email: string | null; phone: string | null; fields: ('email' | 'phone')[] }>
}

/**
 * Adds customers of a source that are not there, about 1,000 at a time, and completes those that are: who is there is known
 * by the id in the source, by e-mail, or by telephone (`matchCustomers`). Nothing that is there is overwritten.
 * No events: an import is silent, and records itself.
 * @returns what became of each, in their order
 */
export async function importCustomers(
  ctx: Context,
  from: ImportCustomersFrom,
  rows: readonly ImportedCustomer[],
): Promise<Outcome[]> {
  if (rows.length === 0) return []
  const { source, importId, complete } = from
  const organization = await organizationOf(ctx)
  const signs = rows.map(signsOf)
  const matched = await matchCustomers(ctx, source, signs)
  const standing = new Map<string, Standing>()
  for (const one of await standingOf(ctx, matched, importId)) standing.set(one.id, one)
  const byKey = new Map<string, string>()
  const made: { row: ImportedCustomer; one: Standing }[] = []

  const outcomes = rows.map((row, i): Outcome => {
    const keys = keysOf(signsOf(row))
    const known = matched[i] ?? keys.looksFor.flatMap((key) => byKey.get(key) ?? [])[0]
    const one = known === undefined ? undefined : standing.get(known)
    if (one !== undefined) {
      remember(one.id, keys.leaves)
      return { customerId: one.id, what: take(one, row) }
    }
    const id = ctx.newId()
    const fresh: Standing = {
      id,
      own: true,
      fresh: true,
      note: row.note,
      segment: row.segment,
      contacts: [],
      added: [],
      filled: [],
      completed: new Map(),
    }
    standing.set(id, fresh)
    made.push({ row, one: fresh })
    remember(id, keys.leaves)
    addContact(fresh, row)
    return { customerId: id, what: 'made' }
  })

  const taken = await insertMade(ctx, from, made)
  const all = [...standing.values()]
  await insertContacts(
    ctx.db,
    all
      .filter(({ id }) => !taken.has(id))
      .flatMap(({ added, own }) => added.map((contact) => ({ ...contact, import_id: own ? null : importId }))),
  )
  const completions = await Promise.all(all.map(fill))
  if (importId !== null)
    await insertCompletions(
      ctx.db,
      completions.flat().map((one) => ({ ...one, org_id: ctx.orgId, import_id: importId })),
    )
  return outcomes.map(({ customerId, what }) => {
    const other = taken.get(customerId)
    return other === undefined ? { customerId, what } : { customerId: other, what: 'unchanged' }
  })

  /** Fills what is to be filled, and says what that was of a customer that the import did not make itself. */
  async function fill({ id, fresh, own, filled, note, segment, completed }: Standing): Promise<Filled[]> {
    const customer = async (): Promise<Filled> => {
      const { version } = await completeCustomer(ctx.db, ctx.orgId, id, { note, segment })
      return { record: 'customer', record_id: id, fields: filled, version }
    }
    const contacts = [...completed].map(async ([contactId, { fields, ...values }]): Promise<Filled> => {
      const { version } = await completeContact(ctx.db, ctx.orgId, contactId, values)
      return { record: 'contact', record_id: contactId, fields, version }
    })
    const rows = await Promise.all([...(filled.length > 0 && !fresh ? [customer()] : []), ...contacts])
    return own ? [] : rows
  }

  function remember(id: string, keys: readonly string[]): void {
    for (const key of keys) if (!byKey.has(key)) byKey.set(key, id)
  }

  /** What a row brings to a customer that is there. */
  function take(one: Standing, row: ImportedCustomer): Outcome['what'] {
    if (!one.own && !complete) return 'unchanged'
    const before = one.filled.length > 0 || one.completed.size > 0 || one.added.length > 0
    let changed = false
    for (const field of ['note', 'segment'] as const) {
      if (one[field] !== '' || row[field] === '') continue
      one[field] = row[field]
      one.filled.push(field)
      changed = true
    }
    const there = contactLike(one, row)
    if (there !== undefined) {
      const email = there.email === null ? row.email : null
      const phone = there.phone === null ? row.phone : null
      if (email !== null || phone !== null) {
        there.email ??= email
        there.phone ??= phone
        if (!one.added.includes(there)) {
          const fields = one.completed.get(there.id)?.fields ?? []
          if (email !== null) fields.push('email')
          if (phone !== null) fields.push('phone')
          one.completed.set(there.id, { email: there.email, phone: there.phone, fields })
        }
        changed = true
      }
    } else if (row.email !== null || row.phone !== null || row.contactName !== '') {
      if (one.contacts.length >= MAX_CONTACTS) return 'full'
      addContact(one, row)
      changed = true
    }
    if (one.own) return 'joined'
    return changed || before ? 'completed' : 'unchanged'
  }

  function addContact(one: Standing, { contactName, name, email, phone, language, timeZone }: ImportedCustomer): void {
    if (email === null && phone === null && contactName === '') return
    const contact: ContactRow = {
      org_id: ctx.orgId,
      id: ctx.newId(),
      customer_id: one.id,
      name: contactName || name,
      email,
      phone,
      language: language ?? organization.language,
      time_zone: timeZone ?? organization.timeZone,
      ...NO_PREFERENCES,
      is_primary: one.contacts.length === 0,
      version: 1,
      created_at: ctx.now,
      bounced_at: null,
      bounce_reason: null,
    }
    one.contacts.push(contact)
    one.added.push(contact)
  }
}

const plain = (name: string): string => name.normalize('NFC').trim().toLowerCase()

/** The contact that a row is about: of the same e-mail, else of the same number and name, else of the same name without any. */
function contactLike({ contacts }: Standing, row: ImportedCustomer): ContactRow | undefined {
  const { email } = row
  const name = plain(row.contactName || row.name)
  const digits = digitsOf(row.phone)
  if (email !== null) {
    const same = contacts.find((contact) => contact.email?.toLowerCase() === email)
    if (same !== undefined) return same
  }
  const free = contacts.filter((contact) => email === null || contact.email === null)
  return (
    free.find((contact) => digits !== null && digitsOf(contact.phone) === digits && plain(contact.name) === name) ??
    free.find((contact) => plain(contact.name) === name && (row.phone === null || contact.phone === null))
  )
}

/** Customers that are there, held, with all their contacts. */
async function standingOf(
  ctx: Context,
  matched: readonly (string | null)[],
  importId: string | null,
): Promise<Standing[]> {
  const ids = [...new Set(matched.filter((id) => id !== null))]
  const held = await lockCustomers(ctx.db, ctx.orgId, ids)
  const { contacts } = await contactsRead(ctx, ids)
  return held.map(({ id, note, segment, import_id }) => ({
    id,
    own: importId !== null && import_id === importId,
    fresh: false,
    note,
    segment,
    contacts: contacts.get(id) ?? [],
    added: [],
    filled: [],
    completed: new Map(),
  }))
}

/** Inserts what is new. @returns for ids that somebody else has taken meanwhile, whose they are */
async function insertMade(
  ctx: Context,
  { source, importId }: ImportCustomersFrom,
  made: readonly { row: ImportedCustomer; one: Standing }[],
): Promise<Map<string, string>> {
  const added = await insertImportedCustomers(
    ctx.db,
    made.map(({ row: { name, kind, externalId }, one: { id, note, segment } }) => ({
      ...{ org_id: ctx.orgId, id, name, kind, note, segment, source },
      ...{ external_id: externalId, import_id: importId, created_at: ctx.now },
    })),
  )
  const late = made.filter(({ one }) => !added.has(one.id))
  const theirs = await customerIdsByExternalIds(
    ctx.db,
    ctx.orgId,
    source,
    late.map(({ row }) => row.externalId),
  )
  const read = await survivorsOf(
    ctx,
    theirs.map(({ id }) => id),
  )
  const byId = new Map(theirs.map((one) => [one.external_id, read.get(one.id)?.id ?? one.id]))
  return new Map(
    late.flatMap(({ one, row }): [string, string][] => {
      const other = byId.get(row.externalId)
      return other === undefined ? [] : [[one.id, other]]
    }),
  )
}
