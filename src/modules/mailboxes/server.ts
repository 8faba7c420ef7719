import { isIP } from 'node:net'
import type { Instance } from '#platform/instance'
import { isPublicAddress } from '#platform/public-address'
import { needsServer, privateServer } from './errors.ts'

/**
 * Whether a server may be asked for mail, as far as its name tells; the addresses of a name are checked when it is
 * connected to. @throws mailboxes/needs_server, mailboxes/private_server
 */
export function checkServer(host: string, { allowPrivateAddresses }: Instance): void {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase()
  if (bare === '' || /[\s/@?#\\]/.test(bare)) throw needsServer()
  const local = bare === 'localhost' || bare.endsWith('.localhost') || (isIP(bare) !== 0 && !isPublicAddress(bare))
  if (local && !allowPrivateAddresses) throw privateServer()
}
