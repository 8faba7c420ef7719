import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from './database.ts'

describe('the database of a test file', () => {
  let first: TestDatabase
  let second: TestDatabase

  beforeAll(async () => {
    ;[first, second] = await Promise.all([testDatabase(), testDatabase()])
  })
  afterAll(() => Promise.all([first.close(), second.close()]))

  it('is migrated and its own', async () => {
    await first.db.ping()
    const migrated = await first.owner.query('select name from migration')
    expect(migrated.rowCount).toBeGreaterThan(0)
    await first.owner.query('create table scribble (n int)')
    await expect(second.owner.query('select * from scribble')).rejects.toMatchObject({ code: '42P01' })
  })
})
