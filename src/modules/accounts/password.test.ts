import { expect, test } from 'vitest'
import { hashPassword, verifyPassword } from './password.ts'

test('a password is known again and no other is', async () => {
  const hash = await hashPassword('correct horse battery staple')
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  expect(await verifyPassword('correct horse battery staple', hash)).toBe(true)
  expect(await verifyPassword('correct horse battery stapl', hash)).toBe(false)
  expect(await verifyPassword('', hash)).toBe(false)
})

test('the same password twice has two hashes', async () => {
  expect(await hashPassword('same password again')).not.toBe(await hashPassword('same password again'))
})

test('letters composed differently are the same password', async () => {
  expect(await verifyPassword('cafe\u0301 au lait', await hashPassword('caf\u00e9 au lait'))).toBe(true)
})

test('without a hash the answer is no', async () => {
  expect(await verifyPassword('anything at all', null)).toBe(false)
})

test('an independent implementation’s hash is read', async () => {
  // Made with the reference command line of Argon2: echo -n password | argon2 somesalt -id -v 13 -t 2 -k 65536 -p 1
  const known = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
  expect(await verifyPassword('password', known)).toBe(true)
  expect(await verifyPassword('Password', known)).toBe(false)
})
