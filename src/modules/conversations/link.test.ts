import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { keysFrom, sealToken } from '#platform/tokens'
import { linkState, linkToken, readLinkToken, trackingUrl } from './link.ts'

const keys = keysFrom('a secret of at least thirty-two characters')
const now = Temporal.Instant.from('2026-11-26T09:00:00Z')
const [orgId, viewId, actionId] = [newId(now), newId(now), newId(now)]

describe('a link token', () => {
  test('gives back what it names, with or without the right to answer', () => {
    for (const ids of [
      { orgId, viewId, actionId },
      { orgId, viewId, actionId: null },
    ])
      expect(readLinkToken(keys, linkToken(keys, ids))).toEqual(ids)
  })

  test('is short enough for a line of mail', () => {
    expect(trackingUrl({ keys, url: 'https://kept.example' }, { orgId, viewId, actionId })).toMatch(
      /^https:\/\/kept\.example\/t\/[\w-]{86}$/,
    )
  })

  test('cannot be altered, shortened, made for another use or with another secret', () => {
    const token = linkToken(keys, { orgId, viewId, actionId })
    fc.assert(
      fc.property(fc.nat({ max: token.length - 1 }), fc.constantFrom(...'ABCxyz019-_'), (position, letter) => {
        const altered = token.slice(0, position) + letter + token.slice(position + 1)
        return altered === token || readLinkToken(keys, altered) === null
      }),
    )
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => readLinkToken(keys, text) === null))
    expect(readLinkToken(keys, token.slice(0, 64))).toBeNull()
    expect(readLinkToken(keys, sealToken(keys, 'sign-in', [orgId, viewId]))).toBeNull()
    expect(readLinkToken(keys, sealToken(keys, 'tracking', [orgId]))).toBeNull()
    expect(readLinkToken(keysFrom('another secret of thirty-two characters!'), token)).toBeNull()
  })
})

test('a link is over when switched off, used or expired, at the very instant', () => {
  const link = { revoked_at: null, used_at: null, expires_at: null }
  expect(linkState(link, now)).toBe('valid')
  expect(linkState({ ...link, expires_at: now }, now)).toBe('expired')
  expect(linkState({ ...link, expires_at: now.add({ nanoseconds: 1 }) }, now)).toBe('valid')
  expect(linkState({ ...link, expires_at: now, used_at: now }, now)).toBe('used')
  expect(linkState({ ...link, used_at: now, revoked_at: now }, now)).toBe('revoked')
})
