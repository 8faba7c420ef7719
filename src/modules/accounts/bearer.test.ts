import fc from 'fast-check'
import { expect, test } from 'vitest'
import { secretHash } from '#platform/tokens'
import { apiKeyText, bearerText, newSecret, readApiKey, readBearer } from './bearer.ts'

test('what is written is read again, whatever the ids', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), (orgId, id) => {
      const secret = newSecret()
      expect(readBearer(bearerText(orgId, id, secret))).toEqual({ orgId, id, secretHash: secretHash(secret) })
      expect(readApiKey(apiKeyText(orgId, id, secret))).toEqual({ orgId, id, secretHash: secretHash(secret) })
    }),
  )
})

test('anything else is no bearer', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 120 }), (text) => {
      fc.pre(!/^[\w-]{86}$/.test(text))
      expect(readBearer(text)).toBeNull()
      expect(readApiKey(text)).toBeNull()
    }),
  )
  expect(readApiKey(bearerText(crypto.randomUUID(), crypto.randomUUID(), newSecret()))).toBeNull()
})

test('secrets have 256 bits and do not repeat', () => {
  const made = Array.from({ length: 1000 }, newSecret)
  expect(new Set(made).size).toBe(1000)
  expect(Buffer.from(made[0] ?? '', 'base64url').length).toBe(32)
})
