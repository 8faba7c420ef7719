import { type ContactView, findContactsByIds } from '#modules/customers'
import type { Context } from '#platform/operation'

/** A contact as it is now; undefined when none was named or it is gone. */
export async function contactOf(ctx: Context, id: string | null): Promise<ContactView | undefined> {
  return id === null ? undefined : (await findContactsByIds(ctx, [id])).get(id)
}
