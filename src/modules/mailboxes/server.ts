import { isIP } from 'node:net'
import type { Instance } from '#platform/instance'
import { isPublicAddress } from '#platform/public-address'
import { needsServer, notEncrypted, privateServer } from './errors.ts'

type Server = { host: string; security: string }

/**
 * Whether a server may be asked for mail, as far as its name tells; the addresses of a name are checked when it is
 * connected to. In the clear only servers in the own network are talked to, so where those are refused nobody is.
 * @throws mailboxes/needs_server, mailboxes/private_server, mailboxes/not_encrypted
 */
export function checkServer({ host, security }: Server, { allowPrivateAddresses }: Instance): void {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase()
  if (bare === '' || /[\s/@?#\\]/.test(bare)) throw needsServer()
  const local = bare === 'localhost' || bare.endsWith('.localhost') || (isIP(bare) !== 0 && !isPublicAddress(bare))
  if (local && !allowPrivateAddresses) throw privateServer()
  if (security === 'none' && (!allowPrivateAddresses || isPublicAddress(bare))) throw notEncrypted()
}
