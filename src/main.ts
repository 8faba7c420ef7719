import { ConfigError } from '#platform/config'
import { Refusal } from '#platform/errors'
import { apiKeyCommand, initCommand, signInCommand } from './commands/accounts.ts'
import { backtestCommand } from './commands/backtest.ts'
import { backupCommand, restoreCommand } from './commands/backup.ts'
import { doctorCommand } from './commands/doctor.ts'
import { evidenceCommand } from './commands/evidence.ts'
import { exportCommand } from './commands/export.ts'
import { importCommand } from './commands/import.ts'
import { type Command, openWorld, say, UsageError, VERSION } from './commands/open.ts'
import { serve } from './commands/serve.ts'
import { undoImportCommand } from './commands/undo-import.ts'

const commands: Record<string, Command> = {
  start: {
    usage: 'start',
    summary: 'Runs everything in one process',
    run: () => serve({ web: true, worker: true, claims: true }),
  },
  web: { usage: 'web', summary: 'Runs a web node only', run: () => serve({ web: true, worker: false, claims: false }) },
  worker: {
    usage: 'worker',
    summary: 'Runs a worker node only',
    run: () => serve({ web: false, worker: true, claims: false }),
  },
  migrate: {
    usage: 'migrate',
    summary: 'Brings the database to this version',
    run: async () => {
      const opened = await openWorld(say)
      await opened.close()
      say('The database is at this version')
    },
  },
  init: initCommand,
  'api-key': apiKeyCommand,
  'sign-in': signInCommand,
  import: importCommand,
  'undo-import': undoImportCommand,
  export: exportCommand,
  backtest: backtestCommand,
  evidence: evidenceCommand,
  backup: backupCommand,
  restore: restoreCommand,
  doctor: doctorCommand,
}

function help(): string {
  const width = Math.max(...Object.values(commands).map(({ usage }) => Math.min(usage.length, 34)))
  const lines = Object.values(commands).map(({ usage, summary }) =>
    usage.length > width ? `  ${usage}\n  ${' '.repeat(width)}  ${summary}` : `  ${usage.padEnd(width)}  ${summary}`,
  )
  return `Kept ${VERSION}: make promises you can keep, and keep them.\n\nUsage: kept COMMAND\n\n${lines.join('\n')}\n`
}

async function main([name, ...args]: string[]): Promise<void> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    console.log(help())
    return
  }
  if (name === 'version' || name === '--version') {
    console.log(VERSION)
    return
  }
  const command = commands[name]
  if (!command) throw new UsageError(`there is no command ${name}`)
  if (args.includes('--help')) {
    console.log(`Usage: kept ${command.usage}\n\n${command.summary}`)
    return
  }
  try {
    await command.run(args)
  } catch (error) {
    const parsing = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
    if (error instanceof UsageError || parsing)
      throw new UsageError(`${(error as Error).message}\nUsage: kept ${command.usage}`)
    throw error
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (error instanceof UsageError) {
    say(`kept: ${error.message}${error.message.includes('Usage:') ? '' : '\nkept help lists the commands'}`)
    process.exit(2)
  }
  if (error instanceof Refusal)
    say(`kept: ${error.message}${error.issues.map(({ path, message }) => `\n  ${path}: ${message}`).join('')}`)
  else if (error instanceof ConfigError) say(error.message)
  else say(error instanceof Error ? `kept: ${error.message}` : String(error))
  if (process.env.LOG_LEVEL === 'debug' && error instanceof Error) say(error.stack ?? '')
  process.exit(1)
})
