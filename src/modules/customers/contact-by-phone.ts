import type { Context } from '#platform/operation'
import { callerDigits, callerOf, notedAs } from './caller.ts'
import { survivorsOf } from './one-customer.ts'
import { contactsWithDigits } from './phone-queries.ts'
import { findContact } from './queries.ts'
import type { ContactView } from './schemas.ts'
import { viewOfOne } from './view.ts'

/** The contact with a telephone number; null where nobody has it, or people of several customers do. */
export async function findContactByPhone(ctx: Context, number: string): Promise<ContactView | null> {
  const digits = callerDigits(number)
  if (digits === null) return null
  const { same, end } = notedAs(digits)
  const noted = await contactsWithDigits(ctx.db, ctx.orgId, same, end)
  const survivors = await survivorsOf(
    ctx,
    noted.map((one) => one.customer_id),
  )
  const found = callerOf(
    digits,
    noted.map((one) => ({ ...one, customer_id: survivors.get(one.customer_id)?.id ?? one.customer_id })),
  )
  const row = found && (await findContact(ctx.db, ctx.orgId, found.id))
  return row ? viewOfOne(ctx, row) : null
}
