import { parseArgs } from 'node:util'
import { backup } from '#platform/backup'
import { migrate } from '#platform/migrate'
import { nameOfStorage } from '#platform/open-storage'
import { restore } from '#platform/restore'
import { secretFingerprint } from '#platform/tokens'
import { type Command, type Opened, openDatabaseOf, say, UsageError, VERSION } from './open.ts'
import { showProgress } from './progress.ts'

/** Runs `work` beside a running server or alone; Ctrl-C stops it and leaves nothing half done. */
async function stoppable(
  work: (opened: Omit<Opened, 'world' | 'setUrl'>, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController()
  const interrupt = () => stop.abort(new Error('Stopped. Nothing was changed.'))
  process.once('SIGINT', interrupt)
  const opened = await openDatabaseOf(() => {})
  try {
    await migrate(opened.adminUrl, { secret: opened.installation.secret })
    await work(opened, stop.signal)
  } finally {
    process.removeListener('SIGINT', interrupt)
    await opened.close()
  }
}

export const backupCommand: Command = {
  usage: 'backup FILE',
  summary: 'Writes all records to one file, while Kept runs; the secret and the files are not in it',
  run: (args) => {
    const file = parseArgs({ args, allowPositionals: true }).positionals[0]
    if (file === undefined) throw new UsageError('the file is missing')
    return stoppable(async ({ adminUrl, installation, config }, signal) => {
      const { rows } = await backup({ adminUrl, file, version: VERSION, signal, onProgress: showProgress('backup') })
      say(`${Object.values(rows).reduce((sum, count) => sum + count, 0)} rows written to ${file}`)
      const secret = config.secret === undefined ? `${installation.dataDir}/secret` : 'KEPT_SECRET'
      say(`Keep ${secret} with it, apart from it: without the secret the backup cannot be used`)
      say(
        `Not in it: mails as they came, and attachments. Copy them now: ${nameOfStorage(config.files, installation.dataDir)}`,
      )
    })
  },
}

export const restoreCommand: Command = {
  usage: 'restore FILE [--force]',
  summary: 'Replaces everything by a backup, in one step; --force where organizations are there already',
  run: (args) => {
    const { values, positionals } = parseArgs({ args, options: { force: { type: 'boolean' } }, allowPositionals: true })
    const file = positionals[0]
    if (file === undefined) throw new UsageError('the file is missing')
    return stoppable(async ({ adminUrl, installation }, signal) => {
      const { createdAt } = await restore({
        adminUrl,
        file,
        force: values.force === true,
        secretFingerprint: secretFingerprint(installation.secret),
        signal,
        onProgress: showProgress('restore'),
      })
      say(`Everything is as it was at ${createdAt}`)
    })
  },
}
