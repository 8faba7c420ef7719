// bin/check [NAME …]: what CI checks besides the tests, all of it or by name. Exits with 1 when one fails.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, selectChecks } from './checks.ts'

let failed = 0
let passed = 0
for (const { name, what, run } of selectChecks(process.argv.slice(2))) {
  const started = performance.now()
  const { status } = spawnSync(process.execPath, [...run], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  if (status === 0) passed += 1
  else failed += 1
  process.stdout.write(`${status === 0 ? 'ok    ' : 'FAILED'} ${name}: ${what} (${seconds} s)\n`)
}
writeFileSync(join(root, '.cache', 'check-counts'), `${passed} ${failed} 0\n`)
process.exit(failed > 0 ? 1 : 0)
