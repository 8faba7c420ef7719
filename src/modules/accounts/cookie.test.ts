import { expect, test } from 'vitest'
import type { Instance } from '#platform/instance'
import { keysFrom } from '#platform/tokens'
import { noSessionCookie, readSessionCookie, sessionCookie } from './cookie.ts'

const at = (url: string): Instance => ({
  keys: keysFrom('x'.repeat(32)),
  url,
  version: '0',
  sendsMail: false,
  allowPrivateAddresses: false,
})

test('with https the cookie is bound to the host and to encryption', () => {
  const secure = sessionCookie(at('https://kept.example'), 'v')
  expect(secure).toBe('__Host-kept=v; Max-Age=2592000; Path=/; HttpOnly; SameSite=Lax; Secure')
  expect(sessionCookie(at('http://127.0.0.1:3000'), 'v')).toBe(
    'kept=v; Max-Age=2592000; Path=/; HttpOnly; SameSite=Lax',
  )
  expect(noSessionCookie(at('https://kept.example'))).toMatch(/^__Host-kept=; Max-Age=0; /)
})

test('only the cookie of this address is read', () => {
  const header = 'other=1; kept=plain; __Host-kept=secure'
  expect(readSessionCookie(at('https://kept.example'), header)).toBe('secure')
  expect(readSessionCookie(at('http://localhost'), header)).toBe('plain')
  expect(readSessionCookie(at('http://localhost'), 'keptx=1; xkept=2')).toBeNull()
  expect(readSessionCookie(at('http://localhost'), null)).toBeNull()
})
