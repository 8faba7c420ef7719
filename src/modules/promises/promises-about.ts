import type { Context } from '#platform/operation'
import { promisesAbout as rowsAbout } from './evidence-queries.ts'
import type { PromiseView } from './schemas.ts'
import { viewsOf } from './view.ts'

/** The promises about one matter in the order of making. */
export async function promisesAbout(ctx: Context, about: string): Promise<PromiseView[]> {
  return viewsOf(ctx, await rowsAbout(ctx.db, ctx.orgId, about))
}
