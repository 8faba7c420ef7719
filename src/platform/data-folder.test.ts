import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runScript } from '#test/script'
import { chooseDataFolder } from './data-folder.ts'
import { canReach } from './postgres-account.ts'

const root = process.getuid?.() === 0
const NOBODY = { uid: 65534, gid: 65534 }

describe('the data folder', () => {
  let folder: string
  const made: string[] = []

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kept folder '))
    chmodSync(folder, 0o755)
  })
  afterAll(() => {
    for (const path of [folder, ...made]) rmSync(path, { recursive: true, force: true })
  })

  it('is the one asked for where PostgreSQL can live, and is left clean', () => {
    const asked = join(folder, 'an ordinary one', '.kept')
    expect(chooseDataFolder(asked)).toEqual({ path: asked, moved: undefined })
    expect(statSync(asked).isDirectory()).toBe(true)
    expect(existsSync(join(asked, 'postgres'))).toBe(false)
  })

  it.runIf(root)('is one of its own under /var/lib for a clone in a home that only root may enter', () => {
    const home = join(folder, 'private')
    mkdirSync(join(home, 'clone'), { recursive: true })
    chmodSync(home, 0o700)
    const chosen = chooseDataFolder(join(home, 'clone', '.kept'))
    made.push(chosen.path)
    expect(chosen.path).toMatch(/^\/var\/lib\/kept\/clone-[0-9a-f]{12}$/)
    expect(chosen.moved).toMatch(/^The data is kept in \/var\/lib\/kept\/.*cannot reach/)
    expect(chooseDataFolder(join(home, 'clone', '.kept')).path).toBe(chosen.path)
    expect(chooseDataFolder(join(home, 'other clone', '.kept')).path).not.toBe(chosen.path)

    // Once data is there, opening the home up does not leave it behind.
    mkdirSync(join(chosen.path, 'postgres', 'data'), { recursive: true })
    chmodSync(home, 0o755)
    expect(chooseDataFolder(join(home, 'clone', '.kept')).path).toBe(chosen.path)
  })

  it.runIf(root)('does not start empty when the data that is there went out of reach', () => {
    const home = join(folder, 'closed later')
    const asked = join(home, '.kept')
    mkdirSync(join(asked, 'postgres', 'data'), { recursive: true })
    chmodSync(home, 0o700)
    expect(() => chooseDataFolder(asked)).toThrow(/The data in .* cannot be used: .*cannot reach/)
  })

  it.runIf(root && canReach(import.meta.dirname, NOBODY))('is the user’s own where a user may not write', async () => {
    const closed = join(folder, 'of root')
    mkdirSync(closed)
    const data = join(folder, 'of the user')
    mkdirSync(data, { mode: 0o777 })
    chmodSync(data, 0o777)
    const choose = (asked: string) =>
      runScript(
        `import { chooseDataFolder } from '#platform/data-folder'
         console.log(JSON.stringify(chooseDataFolder(${JSON.stringify(asked)})))`,
        { ...NOBODY, env: { XDG_DATA_HOME: data } },
      )
    const chosen = await choose(join(closed, '.kept')).next<{ path: string }>()
    expect(chosen.path).toMatch(/of the user\/kept\/of root-[0-9a-f]{12}$/)

    mkdirSync(join(closed, 'used', 'postgres', 'data'), { recursive: true })
    const refused = await choose(join(closed, 'used')).ended()
    expect(refused.errors).toMatch(/The data in .* cannot be used/)
  })

  it('says what to do when the folder cannot be made', () => {
    const file = join(folder, 'a file')
    writeFileSync(file, '')
    const chosen = (): unknown => chooseDataFolder(join(file, '.kept'))
    if (root) made.push((chosen() as { path: string }).path)
    else expect(chosen).not.toThrow(/undefined/)
  })
})
