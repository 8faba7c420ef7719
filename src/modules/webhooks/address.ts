import { isIP } from 'node:net'
import { checkedUrl, FetchError } from '#platform/fetch-public'
import type { Instance } from '#platform/instance'
import { isPublicAddress } from '#platform/public-address'
import { endpointAddress } from './errors.ts'

/**
 * Where events may be posted: https, and no private address as far as the text tells; names are looked up when
 * something is sent. @throws webhooks/address
 */
export function endpointUrl(text: string, { allowPrivateAddresses }: Instance): string {
  const url = parsed(text)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const local = host === 'localhost' || host.endsWith('.localhost') || (isIP(host) !== 0 && !isPublicAddress(host))
  if (!allowPrivateAddresses && (url.protocol !== 'https:' || local)) throw endpointAddress()
  return url.href
}

function parsed(text: string): URL {
  try {
    return checkedUrl(text)
  } catch (error) {
    throw error instanceof FetchError ? endpointAddress() : error
  }
}
