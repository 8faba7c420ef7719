import type { Context } from '#platform/operation'
import { seal, unseal } from '#platform/sealed'

type Where = Pick<Context, 'instance' | 'orgId'>

/** Bound to its row, so that it opens nowhere else. */
const placeOf = ({ orgId }: Where, id: string): string => `${orgId}/${id}`

export const sealPassword = (ctx: Where, id: string, password: string): Buffer =>
  seal(ctx.instance.keys, 'mailbox', placeOf(ctx, id), password)

/** The password of a mailbox; null where there is none, or it was sealed under another secret. */
export const openPassword = (ctx: Where, { id, password }: { id: string; password: Buffer | null }): string | null =>
  password && unseal(ctx.instance.keys, 'mailbox', placeOf(ctx, id), password)
