// Builds what `npm pack` ships: the libraries as JavaScript with types, in dist/library. Runs as `prepack`.
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
rmSync(join(root, 'dist', 'library'), { recursive: true, force: true })
const { status } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'src/library'], {
  cwd: root,
  // npm reads the standard output of `npm pack --json`.
  stdio: ['ignore', 2, 2],
})
process.exit(status ?? 1)
