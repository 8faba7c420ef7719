// Plain JavaScript: bin/run.mjs uses this before the pinned Node, which reads TypeScript, is installed.
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'

const HEARTBEAT_MS = 3000
/** A holder in another container or on another machine counts as gone when its file was not touched for so long. */
const SILENT_MS = 12_000
/** A file without content is a hold in the making, unless its maker died between two system calls. */
const EMPTY_MS = 5000

/** Takes the hold, or returns undefined while another running process has it. */
export function takeHold(file, details = {}) {
  mkdirSync(dirname(file), { recursive: true })
  for (let attempt = 0; attempt < 3; attempt++) {
    const record = { ...details, ...thisProcess(), nonce: randomUUID() }
    if (create(file, record)) return holdOf(file, record)
    if (readHold(file) || !clearStale(file)) return undefined
  }
  return undefined
}

/** Waits until the hold is free and takes it. `onWait` is called once, with the process that has it, when it is not. */
export async function waitForHold(file, onWait) {
  for (let told = false; ; ) {
    const hold = takeHold(file)
    if (hold) return hold
    const holder = readHold(file)
    if (!told && holder) {
      told = true
      onWait?.(holder)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** What the process that has the hold wrote into it; undefined when nobody has it. */
export function readHold(file) {
  try {
    const text = readFileSync(file, 'utf8')
    if (text === '') return Date.now() - statSync(file).mtimeMs < EMPTY_MS ? { pid: 0 } : undefined
    const record = JSON.parse(text)
    return holderRuns(record, file) ? record : undefined
  } catch (error) {
    if (error.code === 'EACCES') throw error
    return undefined
  }
}

/** Whether a process with this number runs (one that ended and was not yet collected does not). */
export function isRunning(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
  return statOf(pid)?.state !== 'Z'
}

function holdOf(file, first) {
  let record = first
  const mine = () => {
    try {
      return JSON.parse(readFileSync(file, 'utf8')).nonce === record.nonce
    } catch {
      return false
    }
  }
  const beat = setInterval(() => {
    try {
      utimesSync(file, new Date(), new Date())
    } catch {
      // Removed by hand: the holder goes on, the next one sees a free hold.
    }
  }, HEARTBEAT_MS)
  beat.unref()
  return {
    update(details) {
      record = { ...record, ...details }
      const next = `${file}.${record.nonce}`
      rmSync(next, { force: true })
      create(next, record)
      renameSync(next, file)
    },
    release() {
      clearInterval(beat)
      if (mine()) rmSync(file, { force: true })
    },
  }
}

function create(file, record) {
  let handle
  try {
    handle = openSync(file, 'wx', 0o644)
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
  writeSync(handle, JSON.stringify(record))
  closeSync(handle)
  return true
}

// Two processes that both saw a stale hold must not remove each other's fresh one: only who has the guard removes, and
// looks again before.
function clearStale(file) {
  const guard = `${file}.clearing`
  try {
    mkdirSync(guard)
  } catch {
    try {
      if (Date.now() - statSync(guard).mtimeMs > EMPTY_MS) rmdirSync(guard)
    } catch {
      // Gone already: the other one has finished.
    }
    return false
  }
  try {
    if (readHold(file)) return false
    rmSync(file, { force: true })
    return true
  } finally {
    rmdirSync(guard)
  }
}

function holderRuns(record, file) {
  if (record.space !== processSpace()) return Date.now() - statSync(file).mtimeMs < SILENT_MS
  if (!isRunning(record.pid)) return false
  const started = startOf(record.pid)
  return started === '' || record.processStart === '' || started === record.processStart
}

function thisProcess() {
  return { pid: process.pid, processStart: startOf(process.pid), space: processSpace() }
}

// Process numbers mean something only within one machine and one container.
function processSpace() {
  let namespace = ''
  try {
    namespace = readlinkSync('/proc/self/ns/pid')
  } catch {
    // Only Linux has it.
  }
  return `${hostname()} ${namespace}`.trim()
}

// Numbers are given out again after a crash or a reboot: the start time tells the new process from the old one.
function startOf(pid) {
  const stat = statOf(pid)
  if (stat) return stat.start
  if (process.platform === 'linux' || process.platform === 'win32') return ''
  return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? ''
}

// proc(5): the name in parentheses may contain anything, the fields after it are the state (3rd) … start time (22nd).
function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0], start: fields[19] }
  } catch {
    return undefined
  }
}
