// npm test: finds or brings a browser, runs vitest, and ends with the line "N passed, N failed, N skipped".
// Paths and vitest's options are taken: npm test -- src/platform --bail 1
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createVitest, parseCLI } from 'vitest/node'
import { bringBrowser } from '#test/browser'
import { countsLine, countTests, failuresOf, type TestReport } from './test-counts.ts'

const root = join(import.meta.dirname, '..')
const reportFile = join(root, '.cache', 'test-results.json')
const say = (message: string): void => {
  process.stderr.write(`${message}\n`)
}

const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)])
const wanted = (path: string): boolean =>
  filter.length === 0 || filter.some((part) => path.includes(part.replace(/^\.\//, '')))
const browserFolder = join(root, 'test', 'browser')
const projects = options.project === undefined ? ['main', 'browser', 'last'] : [options.project].flat()
const browserFiles = (
  existsSync(browserFolder) ? readdirSync(browserFolder, { recursive: true, encoding: 'utf8' }) : []
)
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => `test/browser/${name}`)
  .filter((path) => projects.includes('browser') && wanted(path))

let leftOut: string[] = []
if (browserFiles.length > 0) {
  const browser = bringBrowser(say)
  if (browser) process.env.KEPT_BROWSER = browser
  else leftOut = browserFiles
}
const run = projects.filter((name) => name !== 'browser' || leftOut.length === 0)

mkdirSync(join(root, '.cache'), { recursive: true })
rmSync(reportFile, { force: true })
if (run.length > 0) await runVitest()

for (const file of leftOut) say(`skipped: ${file} (no browser can be had here)`)
const report = existsSync(reportFile) ? (JSON.parse(readFileSync(reportFile, 'utf8')) as TestReport) : undefined
const counts = countTests(report, { broken: Boolean(process.exitCode), leftOut: leftOut.length })
// In CI a test that could not run is a test that failed.
const required = process.env.CI === 'true' || process.env.CI === '1'
if (required && leftOut.length > 0) say('CI is set: tests that were left out for want of a browser count as failed')
const shown = required
  ? { ...counts, failed: counts.failed + leftOut.length, skipped: counts.skipped - leftOut.length }
  : counts
const lines = [`${shown.passed} ${shown.failed} ${shown.skipped}`, ...failuresOf(report, root)]
writeFileSync(join(root, '.cache', 'test-counts'), `${lines.join('\n')}\n`)
process.stdout.write(`${countsLine(shown)}\n`)
process.exit(shown.failed > 0 || process.exitCode ? 1 : 0)

async function runVitest(): Promise<void> {
  const vitest = await createVitest({
    ...options,
    root,
    watch: false,
    ...(run.length < 3 ? { project: run } : {}),
    reporters: options.reporters ?? ['default', 'json'],
    outputFile: { json: reportFile },
  })
  let asked = 0
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // vitest's own handler leaves at once, and with it the PostgreSQL of the run.
    process.removeAllListeners(signal)
    process.on(signal, () => {
      // The terminal and the bootstrap both hand it on: what comes at once is one wish.
      if (asked > 0 && Date.now() - asked > 1000) process.exit(130)
      if (asked === 0) void vitest.cancelCurrentRun('keyboard-input')
      asked ||= Date.now()
      process.exitCode = 130
    })
  }
  try {
    await vitest.start(filter)
  } catch (error) {
    const nothingElse = leftOut.length > 0 && (error as { code?: string }).code === 'VITEST_FILES_NOT_FOUND'
    if (!nothingElse) say((error as Error).message)
    process.exitCode = nothingElse ? 0 : 1
  } finally {
    await vitest.close()
  }
}
