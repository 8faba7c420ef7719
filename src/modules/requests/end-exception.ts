import { keepPromise, promiseStands } from '#modules/promises'
import type { Context } from '#platform/operation'
import type { RequestRow } from './queries.ts'

/** An exceptional request is done: whoever closes it has taken charge of it. The mark stays, for who reads it later. */
export async function endException(ctx: Context, { exceptional_promise_id: id }: RequestRow): Promise<void> {
  if (id === null) return
  const stand = (await promiseStands(ctx, [id])).get(id)
  if (stand?.unfinished) await keepPromise.run(ctx, { id })
}
