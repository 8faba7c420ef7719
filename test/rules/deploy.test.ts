import { accessSync, constants, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from '#platform/config'

const root = join(import.meta.dirname, '../..')
const read = (name: string): string => readFileSync(join(root, 'deploy', name), 'utf8')
const files = { unit: read('kept.service'), container: read('Containerfile'), compose: read('compose.yaml') }

/** Settings of Kept that a file names; others are the image's or the unit's own. */
const settingsIn = (text: string): string[] =>
  [...new Set(text.match(/\b(?:KEPT_[A-Z_]+|DATABASE_URL|SMTP_URL|HOST|PORT)\b/g) ?? [])].sort()

test.each(Object.entries(files))('%s names settings that there are', (_, text) => {
  const known = readFileSync(join(root, 'src/platform/config.ts'), 'utf8')
  const settings = settingsIn(text)
  expect(settings.length).toBeGreaterThan(2)
  for (const name of settings) expect(known, name).toContain(`  ${name}: `)
  expect(settingsIn('KEPT_NO_SUCH=1')).toEqual(['KEPT_NO_SUCH'])
})

test('what is run is there', () => {
  expect(files.unit).toContain('ExecStart=/opt/kept/bin/kept start')
  expect(files.container).toContain('ENTRYPOINT ["bin/kept"]')
  for (const path of ['bin/kept', 'bin/run.mjs'])
    expect(() => accessSync(join(root, path), constants.X_OK), path).not.toThrow()
  expect(files.compose).toContain('dockerfile: deploy/Containerfile')
  const commands = [...files.compose.matchAll(/command: \["(\w+)"\]/g)].map(([, name]) => name)
  expect(commands).toEqual(['migrate', 'web', 'worker'])
  const main = readFileSync(join(root, 'src/main.ts'), 'utf8')
  for (const name of commands) expect(main).toContain(`  ${name}: {`)
})

test('the settings that a container sets are usable', () => {
  const lines = files.container.match(/^ENV (.*)$/m)?.[1]?.split(' ') ?? []
  const env = Object.fromEntries(lines.map((pair) => pair.split('=')))
  expect(readConfig(env)).toMatchObject({ host: '0.0.0.0', port: 3000, dataDir: '/tmp/kept' })
  // What a container writes into itself is gone with it.
  expect(files.container).toContain(`install -d -o node -g node -m 700 ${env.KEPT_FILES}\n`)
  expect(files.compose).toContain(`["files:${env.KEPT_FILES}"]`)
})
