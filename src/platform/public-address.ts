import { BlockList, isIP } from 'node:net'

/**
 * IPv4 ranges that lead nowhere on the public internet (IANA special-purpose registry), and one public address that is
 * a cloud's own: Azure's wire server. The other clouds' metadata services lie in link-local or shared space.
 */
const RESERVED_V4: readonly (readonly [network: string, bits: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]

/** Parts of the global unicast space 2000::/3 that are no public hosts: protocols, examples, tunnels (6to4, Teredo). */
const RESERVED_V6: readonly (readonly [network: string, bits: number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]

const reservedV4 = listOf(RESERVED_V4, 'ipv4')
const reservedV6 = listOf(RESERVED_V6, 'ipv6')
const globalV6 = listOf([['2000::', 3]], 'ipv6')
/** IPv6 writings of an IPv4 address: mapped, and translated by NAT64. */
const embedding = listOf(
  [
    ['::ffff:0:0', 96],
    ['64:ff9b::', 96],
  ],
  'ipv6',
)

function listOf(ranges: readonly (readonly [string, number])[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList()
  for (const [network, bits] of ranges) list.addSubnet(network, bits, family)
  return list
}

/**
 * Whether an IP address is one of the public internet: not private, loopback, link-local, unique-local, shared (CGNAT),
 * multicast, reserved, or a cloud's metadata service, in whichever way it is written. Text that is no IP address is not.
 */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '')
  if (isIP(bare) === 4) return !reservedV4.check(bare, 'ipv4')
  // With a zone (`fe80::1%eth0`) it is an address of this link.
  if (isIP(bare) !== 6 || bare.includes('%')) return false
  if (embedding.check(bare, 'ipv6')) return isPublicAddress(lastFourBytes(bare))
  return globalV6.check(bare, 'ipv6') && !reservedV6.check(bare, 'ipv6')
}

/** The IPv4 address in the last 32 bits of an IPv6 address. */
function lastFourBytes(address: string): string {
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'))
  const right = groups(tail ?? '')
  const left = groups(head)
  const all = tail === undefined ? left : [...left, ...Array(8 - left.length - right.length).fill('0'), ...right]
  return all
    .slice(-2)
    .flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255])
    .join('.')
}
