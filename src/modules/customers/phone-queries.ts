import type { Tx } from '#platform/db'

/** The customers' people whose number has exactly these digits, or one of them, or ends with the last. */
export const contactsWithDigits = (db: Tx, orgId: string, same: readonly string[], end: string) =>
  db
    .selectFrom('contact')
    .select(['id', 'customer_id', 'phone_digits as digits', 'is_primary'])
    .where('org_id', '=', orgId)
    .where('phone_digits', '<>', '')
    .where((e) => e.or([e('phone_digits', 'in', [...same]), e('phone_digits', 'like', `%${end}`)]))
    .orderBy('is_primary', 'desc')
    .orderBy('id')
    .limit(20)
    .execute()
