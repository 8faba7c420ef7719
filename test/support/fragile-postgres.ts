import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startEmbeddedPostgres } from '#platform/embedded-postgres'

export type FragilePostgres = {
  readonly adminUrl: string
  /** Shuts it down (`stop`) or kills it (`crash`) and waits until it is gone. */
  down(how: 'stop' | 'crash'): Promise<void>
  /** Starts it again, on the same port and data. */
  up(): Promise<void>
  close(): Promise<void>
}

/** A PostgreSQL of a test's own, durable, that goes down and comes back as a database machine does. */
export async function fragilePostgres(): Promise<FragilePostgres> {
  // Not called as the folders that another run clears away when no PostgreSQL runs in them.
  const parent = mkdtempSync(join(tmpdir(), 'kept-fragile-'))
  // PostgreSQL's own account has to reach it.
  chmodSync(parent, 0o755)
  const server = await startEmbeddedPostgres({ dir: join(parent, 'postgres') })
  const data = join(parent, 'postgres', 'data')
  const { uid, gid } = statSync(data)
  // What it was started with: a program and its arguments, each in double quotes.
  const [program = '', ...rest] = readFileSync(join(data, 'postmaster.opts'), 'utf8').trim().split(' ')
  const args = [...rest.join(' ').matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '')
  const pidFile = (): string[] => {
    try {
      return readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    } catch {
      return []
    }
  }
  const until = async (found: () => boolean): Promise<void> => {
    for (let waited = 0; !found(); waited += 10) {
      if (waited > 20_000) throw new Error('PostgreSQL does not follow')
      await sleep(10)
    }
  }
  return {
    adminUrl: server.adminUrl,
    down: async (how) => {
      const pid = Number(pidFile()[0])
      process.kill(pid, how === 'stop' ? 'SIGINT' : 'SIGKILL')
      await until(() => {
        try {
          process.kill(pid, 0)
          // Killed and not yet waited for by anybody.
          return readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
        } catch {
          return true
        }
      })
    },
    up: async () => {
      const log = openSync(join(parent, 'postgres', 'postgres.log'), 'a')
      const account = process.getuid?.() === 0 ? { uid, gid } : {}
      for (let attempt = 0; ; attempt++) {
        const child = spawn(program, args, { ...account, cwd: '/', detached: true, stdio: ['ignore', log, log] })
        let ended = false
        child.once('exit', () => {
          ended = true
        })
        child.unref()
        // The last children of a killed server may still be leaving.
        await until(() => ended || (Number(pidFile()[0]) === child.pid && (pidFile()[7] ?? '').trim() === 'ready'))
        if (!ended) return
        if (attempt === 50) throw new Error(readFileSync(join(parent, 'postgres', 'postgres.log'), 'utf8').slice(-2000))
        await sleep(100)
      }
    },
    close: async () => {
      await server.stop()
      rmSync(parent, { recursive: true, force: true })
    },
  }
}
