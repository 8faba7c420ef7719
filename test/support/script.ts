import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export interface Script {
  readonly child: ChildProcess
  /** The next line on its standard output, parsed as JSON. @throws with what it said when it ends before. */
  next<T>(): Promise<T>
  /** Waits for its end. */
  ended(): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly errors: string }>
}

/**
 * Runs TypeScript in a process of its own, in its own process group: for tests about processes that crash, wait for
 * each other or run as somebody else. The text may import by `#platform/…` and from `cwd`, the clone by default.
 */
export function runScript(
  text: string,
  options: {
    readonly uid?: number
    readonly gid?: number
    readonly env?: NodeJS.ProcessEnv
    readonly node?: string
  } = {},
): Script {
  const { uid, gid, env, node = process.execPath } = options
  const child = spawn(node, ['--input-type=module-typescript', '--eval', text], {
    cwd: `${import.meta.dirname}/../..`,
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  })
  const lines: string[] = []
  const waiting: (() => void)[] = []
  let errors = ''
  let over = false
  const wake = (): void => {
    for (const go of waiting.splice(0)) go()
  }
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line)
    wake()
  })
  child.stderr.on('data', (part: Buffer) => {
    errors += part.toString('utf8')
  })
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null; errors: string }>((resolve) => {
    child.once('close', (code, signal) => {
      over = true
      wake()
      resolve({ code, signal, errors })
    })
  })
  return {
    child,
    ended: () => ended,
    async next<T>() {
      while (lines.length === 0) {
        if (over) throw new Error(`The script ended without a further line: ${errors}`)
        await new Promise<void>((resolve) => waiting.push(resolve))
      }
      return JSON.parse(lines.shift() ?? '') as T
    },
  }
}
