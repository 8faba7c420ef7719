import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keysFrom } from '#platform/tokens'
import { conversationOfAddress, replyAddress } from './reply-address.ts'

const keys = keysFrom('a secret of an instance, long enough')
const ORG = '01938c1e-7a00-7000-8000-000000000001'
const CONVERSATION = '01938c1e-7a00-7000-8000-000000000002'

test('an address leads to its conversation, in whichever case it comes back', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), (org, conversation) => {
      const address = replyAddress(keys, org, conversation, 'help@firm.example') ?? ''
      expect(address).toMatch(/^help\+[0-9a-z]{42}@firm\.example$/)
      expect(conversationOfAddress(keys, org, address)).toBe(conversation)
      expect(conversationOfAddress(keys, org, address.toUpperCase())).toBe(conversation)
    }),
  )
})

test('another firm’s, a changed, a guessed and a plain one lead nowhere', () => {
  const address = replyAddress(keys, ORG, CONVERSATION, 'help@firm.example') ?? ''
  expect(conversationOfAddress(keys, CONVERSATION, address)).toBeNull()
  expect(conversationOfAddress(keysFrom('another secret, as long as the first'), ORG, address)).toBeNull()
  for (let i = 'help+'.length; i < address.indexOf('@'); i++) {
    const changed = address.slice(0, i) + (address[i] === '0' ? '1' : '0') + address.slice(i + 1)
    expect(conversationOfAddress(keys, ORG, changed), changed).toBeNull()
  }
  for (const other of ['help@firm.example', 'help+x@firm.example', 'no address', `help+${'z'.repeat(42)}@firm.example`])
    expect(conversationOfAddress(keys, ORG, other)).toBeNull()
})

test('a name that leaves no room carries none', () => {
  expect(replyAddress(keys, ORG, CONVERSATION, `${'a'.repeat(22)}@firm.example`)).toBeNull()
  expect(replyAddress(keys, ORG, CONVERSATION, `${'a'.repeat(21)}@firm.example`)).not.toBeNull()
})
