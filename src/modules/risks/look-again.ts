import type { Context } from '#platform/operation'
import { lookNow, lookNowAtAll } from './queries.ts'

type Teller = Pick<Context, 'db' | 'orgId' | 'now'>

/** Something is known now about what promises are about that was not when they were last looked at. */
export const lookAgain = (ctx: Teller, about: string): void => lookNow(ctx.db, ctx.orgId, about, ctx.now)

/** What every promise is measured against has changed: the threshold, or history was brought in. */
export const lookAgainAtAll = (ctx: Teller): void => lookNowAtAll(ctx.db, ctx.orgId, ctx.now)
