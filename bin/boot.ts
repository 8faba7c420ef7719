// Boots a fresh clone the way a newcomer does: git clone, npm start, a page, Ctrl-C; again after a kill -9, under a home
// that only root may enter, and as an ordinary account. Nothing may be left running after each.
// `--tree` copies the working tree instead of cloning the last commit.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type FoundProcess, processesIn } from './processes.ts'

const root = join(import.meta.dirname, '..')
const asRoot = process.getuid?.() === 0
const NOBODY = { uid: 65_534, gid: 65_534 }
const PATIENCE_MS = 240_000

const home = mkdtempSync(join(tmpdir(), 'kept boot '))
chmodSync(home, 0o755)
const clone = join(home, 'a fresh clone')
const elsewhere: string[] = []

interface Started {
  readonly child: ChildProcess
  readonly url: string
  readonly seconds: number
  said(): string
}

const failures: string[] = []
let passed = 0
try {
  makeClone()
  await phase('a fresh clone starts, says where, serves and stops on Ctrl-C', freshStart)
  await phase('a second start says that the first runs, and where', secondStart)
  await phase('after kill -9 it takes its database over', afterKill)
  await phase('Ctrl-C while it starts leaves nothing running', interruptedStart)
  if (asRoot) await phase('under a home that only root may enter it keeps its data elsewhere and says so', privateHome)
  if (asRoot) await phase('it runs as an ordinary account', ordinaryAccount)
} finally {
  for (const { pid } of leftRunning()) process.kill(pid, 'SIGKILL')
  for (const path of [home, ...elsewhere]) rmSync(path, { recursive: true, force: true })
}
mkdirSync(join(root, '.cache'), { recursive: true })
writeFileSync(join(root, '.cache', 'boot-counts'), `${[`${passed} ${failures.length} 0`, ...failures].join('\n')}\n`)
process.exit(failures.length > 0 ? 1 : 0)

async function phase(what: string, run: () => Promise<string>): Promise<void> {
  try {
    process.stdout.write(`ok     boot: ${what} (${await run()})\n`)
    passed += 1
  } catch (error) {
    const failure = `FAILED boot: ${what}\n${(error as Error).message}`
    process.stdout.write(`${failure}\n`)
    failures.push(failure)
  }
}

function makeClone(): void {
  if (!process.argv.includes('--tree')) {
    const { status } = spawnSync('git', ['clone', '--quiet', root, clone], { stdio: ['ignore', 'inherit', 'inherit'] })
    if (status !== 0) throw new Error('git clone failed')
    return
  }
  const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' })
  for (const file of listed.stdout.split('\0').filter(Boolean))
    if (existsSync(join(root, file))) cpSync(join(root, file), join(clone, file))
}

async function freshStart(): Promise<string> {
  const { child, url, seconds } = await start()
  const page = await fetch(url)
  if (page.status >= 400) throw new Error(`${url} answers ${page.status}`)
  await stop(child, 'SIGINT')
  return `${seconds} s`
}

async function secondStart(): Promise<string> {
  const first = await start()
  const second = npmStart()
  const code = await endOf(second.child)
  if (code !== 0) throw new Error(`it exits with ${code}: ${second.said()}`)
  if (!second.said().includes(first.url)) throw new Error(`it does not show ${first.url}: ${second.said()}`)
  const healthy = await fetch(`${first.url}/healthz`)
  if (!healthy.ok) throw new Error('the first no longer answers')
  await stop(first.child, 'SIGINT')
  return `warm start ${first.seconds} s`
}

async function afterKill(): Promise<string> {
  const first = await start()
  const [database] = leftRunning().filter(({ command }) => command.includes('-D'))
  if (!database) throw new Error('no PostgreSQL is seen to run')
  for (const { pid, command } of leftRunning()) if (command.includes('main.ts')) process.kill(pid, 'SIGKILL')
  await endOf(first.child)
  const second = await start()
  if (!leftRunning().some(({ pid }) => pid === database.pid)) throw new Error('another PostgreSQL was started')
  await stop(second.child, 'SIGINT')
  return `${second.seconds} s`
}

async function interruptedStart(): Promise<string> {
  rmSync(join(clone, '.kept'), { recursive: true, force: true })
  const { child, said } = npmStart()
  const until = performance.now() + PATIENCE_MS
  while (!said().includes('Starting PostgreSQL') && performance.now() < until) await sleep(20)
  await stop(child, 'SIGINT')
  const again = await start()
  await stop(again.child, 'SIGINT')
  return `then starts in ${again.seconds} s`
}

async function privateHome(): Promise<string> {
  rmSync(join(clone, '.kept'), { recursive: true, force: true })
  chmodSync(home, 0o700)
  try {
    const { child, said, seconds } = await start()
    const folder = /\/var\/lib\/kept\/a fresh clone-[0-9a-f]{12}/.exec(said())?.[0]
    if (!folder) throw new Error(`it does not say where the data is: ${said()}`)
    elsewhere.push(folder)
    await stop(child, 'SIGTERM')
    return `${seconds} s`
  } finally {
    chmodSync(home, 0o755)
  }
}

async function ordinaryAccount(): Promise<string> {
  for (const path of elsewhere.splice(0)) rmSync(path, { recursive: true, force: true })
  rmSync(join(clone, '.kept'), { recursive: true, force: true })
  spawnSync('chown', ['-R', `${NOBODY.uid}:${NOBODY.gid}`, home])
  const { child, seconds } = await start(NOBODY)
  await stop(child, 'SIGINT')
  return `${seconds} s`
}

function npmStart(account: { uid?: number; gid?: number } = {}): { child: ChildProcess; said(): string } {
  // The machine's own Node and a plain environment: nothing that the present run was told.
  const pinned = dirname(process.execPath)
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== pinned)
  const plain = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|NODE_|KEPT_|PORT$|HOST$|DATABASE_URL$|SMTP_URL$|LOG_LEVEL$|INIT_CWD$|CI$)/.test(name),
  )
  const child = spawn('npm', ['start'], {
    ...account,
    cwd: clone,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...Object.fromEntries(plain),
      PATH: path.join(delimiter),
      PORT: '0',
      ...(account.uid ? { HOME: home } : {}),
    },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (part: Buffer) => {
      said += part.toString('utf8')
    })
  return { child, said: () => said }
}

async function start(account: { uid?: number; gid?: number } = {}): Promise<Started> {
  const began = performance.now()
  const { child, said } = npmStart(account)
  while (performance.now() - began < PATIENCE_MS) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said())?.[0]
    if (url && (await answers(`${url}/healthz`)))
      return { child, url, said, seconds: Math.round((performance.now() - began) / 100) / 10 }
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`npm start ended:\n${said()}`)
    await sleep(100)
  }
  throw new Error(`no healthy server after ${PATIENCE_MS / 1000} s:\n${said()}`)
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}

/** As a Ctrl-C in a terminal does: to the whole process group. Then nothing of the clone may run any more. */
async function stop(child: ChildProcess, signal: 'SIGINT' | 'SIGTERM'): Promise<void> {
  process.kill(-(child.pid ?? 0), signal)
  const late = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), 30_000)
  await endOf(child)
  clearTimeout(late)
  // npm may leave before the program that it started.
  for (let waited = 0; leftRunning().length > 0; waited += 100) {
    if (waited > 20_000)
      throw new Error(
        `left running: ${leftRunning()
          .map(({ command }) => command)
          .join('; ')}`,
      )
    await sleep(100)
  }
  const folder = join(clone, '.kept')
  if (existsSync(folder) && readdirSync(folder).includes('running.json')) throw new Error('running.json is left behind')
}

function leftRunning(): FoundProcess[] {
  return processesIn([clone, ...elsewhere])
}

function endOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((resolve) => child.once('close', resolve))
}
