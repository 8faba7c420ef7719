import { LANGUAGES, type Language } from '#platform/fields'
import type { Context } from '#platform/operation'
import { isLanguageRead } from './queries.ts'

/** The languages that contacts of the organization read. */
export async function languagesRead(ctx: Context): Promise<Language[]> {
  const read = await Promise.all(LANGUAGES.map((language) => isLanguageRead(ctx.db, ctx.orgId, language)))
  return LANGUAGES.filter((_, i) => read[i])
}
