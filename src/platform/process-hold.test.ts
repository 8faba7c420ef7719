import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runScript } from '#test/script'
import { readHold, takeHold, waitForHold } from './process-hold.mjs'

describe('a hold', () => {
  let folder: string
  let count = 0
  const fresh = (): string => join(folder, `hold-${count++}.json`)
  const stored = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  const taker = (file: string, after: string) =>
    runScript(`
      import { takeHold } from './src/platform/process-hold.mjs'
      const hold = takeHold(${JSON.stringify(file)}, { url: 'http://there' })
      console.log(JSON.stringify(hold !== undefined))
      ${after}
    `)

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kept-hold-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('is taken by one at a time and free after its release', () => {
    const file = fresh()
    const hold = takeHold(file, { url: 'http://here' })
    expect(hold).toBeDefined()
    expect(takeHold(file)).toBeUndefined()
    expect(readHold(file)).toMatchObject({ pid: process.pid, url: 'http://here' })
    hold?.update({ url: 'http://moved' })
    expect(readHold(file)).toMatchObject({ pid: process.pid, url: 'http://moved' })
    hold?.release()
    expect(readHold(file)).toBeUndefined()
    expect(takeHold(file)).toBeDefined()
  })

  it('is another process’s while that runs, and nobody’s once it was killed', async () => {
    const file = fresh()
    const other = taker(file, 'setInterval(() => {}, 1000)')
    expect(await other.next()).toBe(true)
    expect(takeHold(file)).toBeUndefined()
    expect(readHold(file)).toMatchObject({ pid: other.child.pid, url: 'http://there' })
    const waited: unknown[] = []
    const waiting = waitForHold(file, (holder) => waited.push(holder.pid))
    other.child.kill('SIGKILL')
    await other.ended()
    const hold = await waiting
    expect(waited).toEqual([other.child.pid])
    expect(stored(file)).toMatchObject({ pid: process.pid })
    hold.release()
  })

  it('is nobody’s when its process number was given to another process', () => {
    const file = fresh()
    takeHold(file)
    writeFileSync(file, JSON.stringify({ ...stored(file), processStart: 'long ago' }))
    expect(readHold(file)).toBeUndefined()
    expect(takeHold(file)).toBeDefined()
  })

  it('of another container lasts as long as that one touches the file', () => {
    const file = fresh()
    takeHold(file)
    writeFileSync(file, JSON.stringify({ ...stored(file), space: 'elsewhere', pid: 1 }))
    expect(takeHold(file)).toBeUndefined()
    const before = new Date(Date.now() - 60_000)
    utimesSync(file, before, before)
    expect(takeHold(file)).toBeDefined()
  })

  it('releases only itself', () => {
    const file = fresh()
    const lost = takeHold(file)
    rmSync(file)
    const next = takeHold(file)
    lost?.release()
    expect(readHold(file)).toBeDefined()
    next?.release()
  })

  it('left behind by a crash is taken over by exactly one of many', async () => {
    const file = fresh()
    takeHold(file)
    writeFileSync(file, JSON.stringify({ ...stored(file), pid: 2 ** 22 + 1 }))
    const takers = Array.from({ length: 4 }, () => taker(file, 'setInterval(() => {}, 1000)'))
    const taken = await Promise.all(takers.map((other) => other.next<boolean>()))
    expect(taken.filter(Boolean)).toHaveLength(1)
    for (const other of takers) other.child.kill('SIGKILL')
    await Promise.all(takers.map((other) => other.ended()))
  })
})
