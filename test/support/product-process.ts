import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { TestDatabase } from './database.ts'

export type ProductProcess = {
  /** Where it listens; empty for a worker. */
  readonly url: string
  /** All that it has said and logged. */
  said(): string
  /** Asks it to end, as a service manager does, and waits. */
  stop(): Promise<number | null>
  /** Ends it without a word. */
  kill(): Promise<void>
}

const running = new Set<ChildProcess>()

/** Starts `bin/kept web` or `worker` on an external PostgreSQL, and waits until it is at work. */
export async function startProduct(
  role: 'web' | 'worker',
  database: Pick<TestDatabase, 'adminUrl' | 'secret'>,
  env: Readonly<Record<string, string>> = {},
): Promise<ProductProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../src/main.ts'), role], {
    env: {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', LOG_LEVEL: 'warn' },
      // As bin/run.mjs has it: a start takes half as long.
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      ...{ DATABASE_URL: database.adminUrl, KEPT_SECRET: database.secret, ...env },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  const ended = new Promise<number | null>((resolve) =>
    child.once('close', (code) => {
      running.delete(child)
      resolve(code)
    }),
  )
  const ready = role === 'web' ? /Kept is ready: (\S+)/ : /The worker is running/
  let said = ''
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`A ${role} ended with ${code}:\n${said}`)))
    const hear = (chunk: Buffer): void => {
      said += chunk.toString()
      const found = ready.exec(said)
      if (found) resolve(found[1] ?? '')
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
  })
  return {
    url,
    said: () => said,
    stop: () => {
      child.kill('SIGTERM')
      return ended
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Whatever a test has left running. */
export async function killProducts(): Promise<void> {
  const ends = [...running].map((child) => new Promise((resolve) => child.once('exit', resolve)))
  for (const child of running) child.kill('SIGKILL')
  await Promise.all(ends)
}
