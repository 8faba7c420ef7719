// bin/check [NAME …]: what CI checks besides the tests, all of it or by name. Exits with 1 when one fails.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, selectChecks } from './checks.ts'

const failures: string[] = []
let passed = 0
for (const { name, what, run } of selectChecks(process.argv.slice(2))) {
  const started = performance.now()
  const { status } = spawnSync(process.execPath, [...run], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  if (status === 0) passed += 1
  else failures.push(`FAILED ${name}: ${what}`)
  process.stdout.write(`${status === 0 ? 'ok    ' : 'FAILED'} ${name}: ${what} (${seconds} s)\n`)
}
writeFileSync(join(root, '.cache', 'check-counts'), `${[`${passed} ${failures.length} 0`, ...failures].join('\n')}\n`)
process.exit(failures.length > 0 ? 1 : 0)
