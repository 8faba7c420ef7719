import type { Context } from '#platform/operation'
import { callerDigits, callerOf, notedAs } from './caller.ts'
import { contactsWithDigits } from './phone-queries.ts'
import { findContact } from './queries.ts'
import type { ContactView } from './schemas.ts'
import { viewOfContact } from './view.ts'

/** The contact with a telephone number; null where nobody has it, or people of several customers do. */
export async function findContactByPhone(ctx: Context, number: string): Promise<ContactView | null> {
  const digits = callerDigits(number)
  if (digits === null) return null
  const { same, end } = notedAs(digits)
  const found = callerOf(digits, await contactsWithDigits(ctx.db, ctx.orgId, same, end))
  const row = found && (await findContact(ctx.db, ctx.orgId, found.id))
  return row ? viewOfContact(row) : null
}
