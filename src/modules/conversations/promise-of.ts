import { getPromise, type PromiseView } from '#modules/promises'
import type { Context } from '#platform/operation'

/** One promise, read in this transaction. @throws promises/not_found */
export const promiseOf = (ctx: Context, id: string): Promise<PromiseView> => getPromise.run(ctx, { id })
