import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPublicAddress } from '#platform/public-address'

const NASTY: readonly (readonly [address: string, what: string])[] = [
  ['0.0.0.0', 'this host'],
  ['0.1.2.3', 'this network'],
  ['10.0.0.1', 'private'],
  ['10.255.255.255', 'private'],
  ['100.64.0.1', 'shared, behind a carrier’s NAT'],
  ['100.100.100.200', 'metadata of Alibaba Cloud'],
  ['100.127.255.255', 'shared, last'],
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback'],
  ['168.63.129.16', 'Azure’s wire server'],
  ['169.254.0.1', 'link-local'],
  ['169.254.169.254', 'metadata of AWS, Azure, Google'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private, last'],
  ['192.0.0.192', 'metadata of Oracle Cloud'],
  ['192.0.2.1', 'for documentation'],
  ['192.88.99.1', '6to4 relay'],
  ['192.168.1.1', 'private'],
  ['198.18.0.1', 'for benchmarks'],
  ['198.51.100.7', 'for documentation'],
  ['203.0.113.9', 'for documentation'],
  ['224.0.0.1', 'multicast'],
  ['239.255.255.255', 'multicast'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.255', 'broadcast'],
  ['::', 'unspecified'],
  ['::1', 'loopback'],
  ['0:0:0:0:0:0:0:1', 'loopback, written out'],
  ['::ffff:127.0.0.1', 'loopback, mapped'],
  ['::ffff:7f00:1', 'loopback, mapped, in hexadecimal'],
  ['0:0:0:0:0:ffff:a9fe:a9fe', 'metadata, mapped, written out'],
  ['::ffff:10.0.0.0', 'private, mapped, ends in zeros'],
  ['::127.0.0.1', 'IPv4-compatible'],
  ['64:ff9b::7f00:1', 'loopback through NAT64'],
  ['64:ff9b::169.254.169.254', 'metadata through NAT64'],
  ['64:ff9b:1::1', 'local NAT64'],
  ['100::1', 'discard'],
  ['2001::1', 'Teredo'],
  ['2001:db8::1', 'for documentation'],
  ['2002:7f00:1::', '6to4'],
  ['3fff::1', 'for documentation'],
  ['5f00::1', 'segment routing'],
  ['fc00::1', 'unique-local'],
  ['fd00:ec2::254', 'metadata of AWS'],
  ['fe80::1', 'link-local'],
  ['fe80::1%eth0', 'link-local with its zone'],
  ['2606:4700::1%eth0', 'with a zone'],
  ['fec0::1', 'site-local'],
  ['ff02::1', 'multicast'],
  ['[::1]', 'in brackets'],
  ['localhost', 'no address'],
  ['', 'no address'],
  ['1.2.3', 'no address'],
]

describe('addresses that are not public', () => {
  it.each(NASTY)('%s: %s', (address) => expect(isPublicAddress(address)).toBe(false))
})

describe('addresses that are', () => {
  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '192.169.0.0',
    '223.255.255.255',
    '2606:4700:4700::1111',
    '2a00:1450:4001::200e',
    '[2a00:1450:4001::200e]',
    '::ffff:8.8.8.8',
    '::ffff:808:808',
    '64:ff9b::808:808',
  ])('%s', (address) => expect(isPublicAddress(address)).toBe(true))
})

it('an IPv4 address is as public as its writings in IPv6', () => {
  const byte = fc.integer({ min: 0, max: 255 })
  fc.assert(
    fc.property(fc.tuple(byte, byte, byte, byte), (bytes) => {
      const plain = bytes.join('.')
      const hex = bytes.map((each) => each.toString(16).padStart(2, '0'))
      const groups = `${hex[0]}${hex[1]}:${hex[2]}${hex[3]}`
      for (const written of [`::ffff:${plain}`, `::ffff:${groups}`, `64:ff9b::${plain}`, `64:ff9b::${groups}`])
        expect(isPublicAddress(written)).toBe(isPublicAddress(plain))
    }),
  )
})
