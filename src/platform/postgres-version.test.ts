import { expect, test } from 'vitest'
import { testDatabase } from '#test/database'
import { isSupported, readVersion, requireSupported } from './postgres-version.ts'

type Client = Parameters<typeof readVersion>[0]
const serverOf = (number: number, text: string) =>
  ({ query: async () => ({ rows: [{ number, text }] }) }) as unknown as Client

test('an older server than 16 is refused, by its name', async () => {
  await expect(requireSupported(serverOf(150_018, '15.18 (Debian)'))).rejects.toThrow(
    'This PostgreSQL is version 15.18 (Debian). Kept needs PostgreSQL 16 or newer. Nothing was changed in the database.',
  )
  await requireSupported(serverOf(160_000, '16.0'))
  await requireSupported(serverOf(180_004, '18.4'))
})

test('a server says its version', async () => {
  const database = await testDatabase()
  const { number, text } = await readVersion(database.owner as unknown as Client)
  expect(isSupported(number)).toBe(true)
  expect(text).toMatch(/^18/)
  await database.close()
})
