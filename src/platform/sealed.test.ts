import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keysFrom } from '#platform/tokens'
import { seal, unseal } from './sealed.ts'

const keys = keysFrom('a secret of an instance, long enough')

test('what is sealed opens under the same key for the same place, and nowhere else', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (secret) => {
      const sealed = seal(keys, 'mailbox', 'org/one', secret)
      expect(unseal(keys, 'mailbox', 'org/one', sealed)).toBe(Buffer.from(secret).toString())
      expect(unseal(keys, 'mailbox', 'org/two', sealed)).toBeNull()
      expect(unseal(keys, 'other', 'org/one', sealed)).toBeNull()
      expect(unseal(keysFrom('another secret of an instance, long'), 'mailbox', 'org/one', sealed)).toBeNull()
    }),
  )
})

test('each change is noticed, and the same secret looks different each time', () => {
  const sealed = seal(keys, 'mailbox', 'p', 'secret')
  expect(seal(keys, 'mailbox', 'p', 'secret').equals(sealed)).toBe(false)
  for (let i = 0; i < sealed.length; i++) {
    const changed = Buffer.from(sealed)
    changed[i] = (changed[i] ?? 0) ^ 1
    expect(unseal(keys, 'mailbox', 'p', changed), `byte ${i}`).toBeNull()
  }
  expect(unseal(keys, 'mailbox', 'p', Buffer.alloc(3))).toBeNull()
})
