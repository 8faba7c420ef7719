import { type ContactView, findContactsByIds } from '#modules/customers'
import type { Context } from '#platform/operation'

/** Who is written to, as they are now; undefined when nobody was named or they are gone. */
export const contactToTell = async (ctx: Context, id: string | null): Promise<ContactView | undefined> =>
  id === null ? undefined : (await findContactsByIds(ctx, [id])).get(id)
