import { expect, test } from 'vitest'
import { prepareQueue } from '#platform/queue'
import { testDatabase } from '#test/database'

test('processes that start at the same moment all prepare the task library', async () => {
  const database = await testDatabase()
  try {
    await prepareQueue(database.adminUrl)
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => prepareQueue(database.adminUrl)))
    expect(all.map(({ status }) => status)).toEqual(Array(8).fill('fulfilled'))
  } finally {
    await database.close()
  }
})
