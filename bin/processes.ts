import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'

export interface FoundProcess {
  readonly pid: number
  readonly command: string
}

/** The running processes, other than this one, whose program, arguments or working directory are in the folders. */
export function processesIn(folders: readonly string[]): FoundProcess[] {
  const all = existsSync('/proc/self/stat') ? fromProc() : fromPs()
  return all
    .filter(({ pid, traces }) => pid !== process.pid && folders.some((folder) => traces.includes(folder)))
    .map(({ pid, command }) => ({ pid, command }))
}

interface Traced extends FoundProcess {
  readonly traces: string
}

function fromProc(): Traced[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'latin1')
        // Ended, and only not yet collected by its parent.
        if (stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z')) return []
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
        return [{ pid: Number(name), command, traces: `${command}\n${link(name, 'exe')}\n${link(name, 'cwd')}` }]
      } catch {
        return [] // it ended meanwhile
      }
    })
}

function link(pid: string, name: string): string {
  try {
    return readlinkSync(`/proc/${pid}/${name}`)
  } catch {
    return ''
  }
}

function fromPs(): Traced[] {
  const { stdout } = spawnSync('ps', ['-axww', '-o', 'pid=,stat=,command='], { encoding: 'utf8' })
  return stdout.split('\n').flatMap((line) => {
    const [, pid, state, command] = /^\s*(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? []
    return pid && command && !state?.startsWith('Z') ? [{ pid: Number(pid), command, traces: command }] : []
  })
}
