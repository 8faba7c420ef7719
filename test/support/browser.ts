import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const root = join(import.meta.dirname, '../..')
/** Where the libraries of a brought browser are: only that browser gets them to see. */
const LIBRARIES = 'KEPT_BROWSER_LIBRARIES'
const SPARTICUZ = '@sparticuz/chromium@153.0.0'

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** The browser that the run found or brought; undefined when there is none and browser tests are left out. */
export const browserPath = (): string | undefined => process.env.KEPT_BROWSER || undefined

/** A Chromium for a test file: open it in `beforeAll`, close it in `afterAll`. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = browserPath() ?? installedBrowser()
  if (!executablePath) throw new Error('No browser: npm test finds or brings one and says so')
  return chromium.launch({
    executablePath,
    env: environment(),
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  })
}

/**
 * Finds a Chromium that runs here or brings one: KEPT_BROWSER (`none` for none), an installed one, Debian's package (as
 * root), the npm package @sparticuz/chromium (Linux x64; into .cache), Playwright's download. `from` limits that to some.
 * Returns its path, or undefined when none can be had; `say` learns of each attempt.
 */
export function bringBrowser(
  say: (message: string) => void,
  from: readonly Source[] = ['installed', 'debian', 'npm', 'playwright'],
): string | undefined {
  const given = browserPath()
  if (given) return given === 'none' ? undefined : given
  for (const source of from) {
    try {
      const path = sources[source](say)
      if (path && runs(path)) return path
    } catch (error) {
      say(`No browser from ${source}: ${(error as Error).message.split('\n')[0]}`)
    }
  }
  return undefined
}

type Source = 'installed' | 'debian' | 'npm' | 'playwright'
type Bring = (say: (message: string) => void) => string | undefined

const sources: Readonly<Record<Source, Bring>> = {
  installed: installedBrowser,
  debian: fromDebian,
  npm: fromNpm,
  playwright: fromPlaywright,
}

function installedBrowser(): string | undefined {
  return [...INSTALLED, chromium.executablePath()].find((path) => existsSync(path) && runs(path))
}

function fromDebian(say: (message: string) => void): string | undefined {
  // Ubuntu's package of this name is a stub that wants snap.
  const debian = existsSync('/etc/debian_version') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
  if (!debian || process.getuid?.() !== 0) return undefined
  say('Installing Chromium with apt …')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  execFileSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' })
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env, stdio: 'ignore' })
  return '/usr/bin/chromium'
}

function fromNpm(say: (message: string) => void): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const folder = join(root, '.cache', 'browser')
  const unpacked = join(folder, 'unpacked')
  if (!existsSync(unpacked)) {
    say(`Installing ${SPARTICUZ} with npm …`)
    mkdirSync(folder, { recursive: true })
    const flags = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
    execFileSync('npm', ['install', '--prefix', folder, ...flags, SPARTICUZ], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const unfinished = mkdtempSync(join(folder, 'unpacking-'))
    // The package unpacks to the folder for temporary files, and with these also the libraries that a bare system lacks.
    const env = { ...process.env, TMPDIR: unfinished, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' }
    const text = `import chromium from '@sparticuz/chromium'; await chromium.executablePath()`
    execFileSync(process.execPath, ['--input-type=module', '--eval', text], {
      cwd: folder,
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const here = `<fontconfig><dir prefix="relative">.</dir><cachedir>${join(folder, 'fonts')}</cachedir></fontconfig>`
    writeFileSync(join(unfinished, 'fonts', 'fonts.conf'), `<?xml version="1.0"?>\n${here}\n`)
    renameSync(unfinished, unpacked)
  }
  const libraries = join(unpacked, 'al2023', 'lib')
  process.env[LIBRARIES] = libraries
  return join(unpacked, 'chromium')
}

function fromPlaywright(say: (message: string) => void): string {
  say('Downloading Chromium with Playwright …')
  const cli = join(root, 'node_modules', 'playwright-core', 'cli.js')
  execFileSync(process.execPath, [cli, 'install', 'chromium', '--no-shell'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 300_000,
  })
  return chromium.executablePath()
}

function environment(): Record<string, string> {
  const own = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const libraries = process.env[LIBRARIES]
  const fonts = libraries && !existsSync('/etc/fonts/fonts.conf') && join(libraries, '..', '..', 'fonts')
  return {
    ...Object.fromEntries(own),
    ...(libraries ? { LD_LIBRARY_PATH: libraries } : {}),
    ...(fonts ? { FONTCONFIG_PATH: fonts } : {}),
  }
}

// An executable that lacks a library, or is a stub, is not a browser.
function runs(path: string): boolean {
  return spawnSync(path, ['--version'], { timeout: 30_000, stdio: 'ignore', env: environment() }).status === 0
}
