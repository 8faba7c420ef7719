import { describe, expect, test } from 'vitest'
import { SeenIds } from './seen-ids.ts'

describe('ids that came before', () => {
  test('are known, the others are not', () => {
    const seen = new SeenIds()
    for (let i = 0; i < 300_000; i++) if (seen.add(String(101000000000 + i))) throw new Error(`false alarm at ${i}`)
    for (let i = 0; i < 300_000; i += 7) if (!seen.add(String(101000000000 + i))) throw new Error(`missed ${i}`)
    expect(seen.full).toBe(false)
  })

  test('are remembered up to a limit', () => {
    const seen = new SeenIds(3)
    expect(['a', 'b', 'c', 'd', 'd', 'a'].map((id) => seen.add(id))).toEqual([false, false, false, false, false, true])
    expect(seen.full).toBe(true)
    expect(['a', 'd'].map((id) => seen.has(id))).toEqual([true, false])
  })
})
