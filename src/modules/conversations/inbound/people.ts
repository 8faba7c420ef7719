import { type Address, addressParser } from 'postal-mime'
import type { Person } from './mail.ts'
import { oneLine } from './one-line.ts'

/**
 * The people that an address field names, groups taken apart; what is no address is left out. Addresses in small
 * letters, with the domain as it was written (IDN is kept). At most `max`.
 */
export function readPeople(field: string | null, max = 500): Person[] {
  if (!field) return []
  const people: Person[] = []
  for (const entry of safely(field)) {
    for (const { name, address } of entry.group ?? [entry]) {
      const person = { name: oneLine(name ?? '', 255), address: addressOf(address ?? '') }
      if (person.address && people.length < max) people.push(person)
    }
  }
  return people
}

function safely(field: string): Address[] {
  try {
    return addressParser(field)
  } catch {
    return []
  }
}

/** An address in small letters; empty where it is none. */
export function addressOf(text: string): string {
  const address = text.trim().replace(/^<|>$/g, '').toWellFormed().toLowerCase()
  const at = address.lastIndexOf('@')
  const good =
    at > 0 && at < address.length - 1 && address.length <= 320 && !/[\s\p{Cc}\p{Cf}<>(),;:\\"[\]]/u.test(address)
  return good && !address.slice(0, at).includes('@') ? address : ''
}

/** The domain of an address, without a dot at its end. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).replace(/\.$/, '')
