import { expect, test } from 'vitest'
import { satisfaction } from './satisfaction.ts'

test.each([
  [0, 0, null],
  [4, 4, null],
  [5, 5, 1],
  [0, 5, 0],
  [8, 10, 0.8],
])('%i of %i', (yes, answered, share) => {
  const found = satisfaction(yes, answered)
  expect(found.share).toBe(share)
  if (share === null) expect(found).toEqual({ share: null, from: null, to: null })
  else expect(found.from !== null && found.to !== null && found.from <= share && share <= found.to).toBe(true)
})
