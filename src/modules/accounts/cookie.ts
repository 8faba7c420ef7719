import type { Instance } from '#platform/instance'

export const SESSION_DAYS = 30

/** With https the name itself makes browsers refuse a cookie from anywhere but this host (RFC 6265bis, 4.1.3). */
const cookieName = (instance: Instance): string => (instance.url.startsWith('https:') ? '__Host-kept' : 'kept')

const attributes = (instance: Instance): string =>
  `Path=/; HttpOnly; SameSite=Lax${instance.url.startsWith('https:') ? '; Secure' : ''}`

/** The Set-Cookie header of a session. */
export const sessionCookie = (instance: Instance, value: string): string =>
  `${cookieName(instance)}=${value}; Max-Age=${SESSION_DAYS * 86_400}; ${attributes(instance)}`

/** The Set-Cookie header that ends it in the browser. */
export const noSessionCookie = (instance: Instance): string =>
  `${cookieName(instance)}=; Max-Age=0; ${attributes(instance)}`

/** The session's value in a Cookie header. */
export function readSessionCookie(instance: Instance, header: string | null): string | null {
  const start = `${cookieName(instance)}=`
  const found = header?.split(';').find((part) => part.trim().startsWith(start))
  return found === undefined ? null : found.trim().slice(start.length)
}
