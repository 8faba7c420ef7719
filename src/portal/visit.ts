import type { Context } from 'hono'
import { type LinkIds, readLinkToken } from '#modules/conversations'
import { notFound } from '#platform/errors'
import { addressOf } from '#platform/http'
import { isLanguage, type Language, negotiateLanguage } from '#platform/i18n'
import type { PortalDeps } from './deps.ts'

/** One request to a tracking page by somebody who holds its link. */
export type Visit = { ids: LinkIds; path: string }

/**
 * Reads the token in the address. A wrong one costs no query, and each address may try few.
 * @throws conversations/not_found, access/too_many
 */
export function visitOf(c: Context, { instance, rateLimit }: PortalDeps): Visit {
  const token = c.req.param('token') ?? ''
  const ids = readLinkToken(instance.keys, token)
  if (ids) return { ids, path: `/t/${token}` }
  rateLimit.take(`portal guess ${addressOf(c)}`, 20, 60)
  throw notFound('conversations', 'link')
}

/** The language asked for in the address, if it is one of ours. */
export function languageAsked(c: Context): Language | null {
  const asked = c.req.query('lang')
  return isLanguage(asked) ? asked : null
}

/** The language for a page about which nothing is known but the request. */
export const languageOf = (c: Context): Language =>
  languageAsked(c) ?? negotiateLanguage(c.req.header('accept-language'))

/** Does the caller want documents for programs rather than pages? */
export function wantsJson(c: Context): boolean {
  const accept = c.req.header('accept') ?? ''
  return /application\/(problem\+)?json/i.test(accept) && !/text\/html/i.test(accept)
}
