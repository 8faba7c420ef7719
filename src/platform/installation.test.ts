import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runScript } from '#test/script'
import { claimInstallation, openInstallation } from './installation.ts'

describe('an installation', () => {
  let folder: string
  let count = 0
  const open = (secret?: string) =>
    openInstallation({ dataDir: join(folder, `data ${count++}`), databaseUrl: undefined, secret })

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kept installation '))
    chmodSync(folder, 0o755)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('makes its secret once, for its account alone', () => {
    const first = open()
    const file = join(first.dataDir, 'secret')
    expect(first.secret).toMatch(/^[\w-]{43}$/)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const again = openInstallation({ dataDir: first.dataDir, databaseUrl: undefined, secret: undefined })
    expect(again.secret).toBe(first.secret)
    expect(open().secret).not.toBe(first.secret)
  })

  it('makes one secret when two processes open it at the same time', async () => {
    const dataDir = join(folder, 'raced')
    const opener = () =>
      runScript(`import { openInstallation } from '#platform/installation'
        console.log(JSON.stringify(openInstallation({ dataDir: ${JSON.stringify(dataDir)} }).secret))`)
    const secrets = await Promise.all([opener(), opener(), opener()].map((script) => script.next<string>()))
    expect(new Set(secrets).size).toBe(1)
    expect(readFileSync(join(dataDir, 'secret'), 'utf8').trim()).toBe(secrets[0])
  })

  it('uses the configured secret and writes none down', () => {
    const { secret, dataDir } = open('configured, and long enough to be one')
    expect(secret).toBe('configured, and long enough to be one')
    expect(existsSync(join(dataDir, 'secret'))).toBe(false)
  })

  it('refuses an emptied secret file instead of making another secret', () => {
    const { dataDir } = open()
    writeFileSync(join(dataDir, 'secret'), '')
    expect(() => openInstallation({ dataDir, databaseUrl: undefined, secret: undefined })).toThrow(
      /is empty: restore it/,
    )
  })

  it('with an external database starts none', async () => {
    const databaseUrl = 'postgres://somewhere/kept'
    const external = openInstallation({ dataDir: join(folder, 'external'), databaseUrl, secret: 'given' })
    expect(external.embedded).toBe(false)
    const { adminUrl, stop } = await external.startDatabase()
    expect(adminUrl).toBe(databaseUrl)
    await stop()
  })

  it('is run by one process; a second start learns where', async () => {
    const installation = open()
    const first = runScript(`
      import { claimInstallation } from '#platform/installation'
      const { claim } = await claimInstallation({ dataDir: ${JSON.stringify(installation.dataDir)} })
      console.log(JSON.stringify('claimed'))
      setTimeout(() => claim.announce('http://127.0.0.1:3000'), 300)
      setInterval(() => {}, 1000)
    `)
    await first.next()
    expect(await claimInstallation(installation, { waitMs: 0 })).toEqual({
      running: { pid: first.child.pid, url: undefined },
    })
    expect(await claimInstallation(installation)).toEqual({
      running: { pid: first.child.pid, url: 'http://127.0.0.1:3000' },
    })

    first.child.kill('SIGKILL')
    await first.ended()
    const second = await claimInstallation(installation)
    expect(second.running).toBeUndefined()
    second.claim?.release()
    expect(existsSync(join(installation.dataDir, 'running.json'))).toBe(false)
  })
})
