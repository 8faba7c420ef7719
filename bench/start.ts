// Seconds from launching the product to a served page, with dependencies present: the first start makes the database,
// the second finds it.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { report } from './support.ts'

const ROOT = join(import.meta.dirname, '..')
const folder = mkdtempSync(
  join(process.getuid?.() === 0 && existsSync('/var/lib') ? '/var/lib' : tmpdir(), 'kept-bench-'),
)

async function startOnce(): Promise<number> {
  const began = performance.now()
  const { NODE_COMPILE_CACHE: _, ...env } = process.env
  const child = spawn(process.execPath, [join(ROOT, 'bin/run.mjs'), 'start'], {
    env: { ...env, KEPT_DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  try {
    const url = await new Promise<string>((resolve, reject) => {
      let said = ''
      void ended.then(() => reject(new Error(`It ended:\n${said}`)))
      child.stderr.on('data', (chunk: Buffer) => {
        said += chunk.toString()
        const found = /Kept is ready: (\S+)/.exec(said)?.[1]
        if (found) resolve(found)
      })
    })
    for (const path of ['/healthz', '/']) {
      const response = await fetch(url + path)
      if (response.status !== 200) throw new Error(`${path} answers ${response.status}`)
      await response.text()
    }
    return (performance.now() - began) / 1000
  } finally {
    child.kill('SIGINT')
    await ended
  }
}

try {
  report('start', { figure: 'first start to a served page', value: await startOnce(), unit: 's' })
  report('start', { figure: 'second start to a served page', value: await startOnce(), unit: 's' })
} finally {
  rmSync(folder, { recursive: true, force: true })
}
