import { execFile, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Account } from './postgres-account.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'
import { isRunning } from './process-hold.mjs'

/** What postmaster.pid says about a server that runs. */
export interface ServerProcess {
  readonly pid: number
  readonly port: number
  /** `starting`, `ready` or `stopping`; empty in the first moments. */
  readonly status: string
}

/**
 * The server that runs on the data folder, or undefined. A pid file that a crash left behind is recognised: its
 * process is gone, or is another program that was given the same number; then the file is removed, because PostgreSQL
 * would refuse to start beside it.
 */
export function findServerProcess(data: string): ServerProcess | undefined {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  // PostgreSQL's source, src/include/utils/pidfile.h: pid, folder, start time, port, socket, address, memory, status.
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  if (!isRunning(pid)) return undefined
  if (commandOf(pid)?.includes(data) === false) {
    rmSync(file, { force: true })
    return undefined
  }
  return { pid, port: Number(lines[3]), status: (lines[7] ?? '').trim() }
}

/**
 * Shuts the server down fast: connections are cut, everything confirmed is on disk. Returns when the process is gone.
 * @throws when it still runs after two minutes.
 */
export async function shutDown(
  pid: number,
  data: string,
  binaries: PostgresBinaries,
  account: Account | undefined,
): Promise<void> {
  if (process.platform === 'win32')
    // Windows has no signals: pg_ctl has a way of its own.
    await promisify(execFile)(binaries.path('pg_ctl'), ['stop', '-D', data, '-m', 'fast', '-w'], {
      ...account,
      cwd: '/',
    })
  else if (isRunning(pid)) process.kill(pid, 'SIGINT')
  for (let waited = 0; isRunning(pid); waited += 20) {
    if (waited > 120_000) throw new Error(`PostgreSQL (process ${pid}) does not stop`)
    await sleep(20)
  }
}

function commandOf(pid: number): string | undefined {
  if (process.platform === 'win32') return undefined
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout || undefined
  }
}
