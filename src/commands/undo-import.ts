import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { listImports, previewUndo, undoImport, undoInPieces } from '#modules/imports'
import { systemActor } from '#platform/operation'
import { untilSettled } from './import.ts'
import { type Command, inWorld, say, UsageError } from './open.ts'
import { organizationOf } from './organization.ts'

export const undoImportCommand: Command = {
  usage: 'undo-import [ID] [--org ORG] [--yes]',
  summary:
    'Takes back all that an import made (the last one, unless its id is given), while nothing was built on it; says what goes, and asks',
  async run(args) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { org: { type: 'string' }, yes: { type: 'boolean' } },
    })
    if (positionals.length > 1) throw new UsageError('name one import, or none for the last')
    await inWorld(async ({ world }) => {
      const stop = new AbortController()
      const interrupt = () => stop.abort(new Error('Stopped. The same command with its id goes on from there.'))
      process.once('SIGINT', interrupt)
      try {
        const { gate, clock, log } = world
        const actor = systemActor(await organizationOf(world, values.org), 'command line')
        const [last] = (await gate.run(listImports, actor, { limit: 1 })).items
        const id = positionals[0] ?? last?.id
        if (id === undefined) throw new UsageError('nothing was imported yet')
        const { requests, customers, contacts, completed, builtOn } = await gate.run(previewUndo, actor, { id })
        say(`Import ${id}${id === last?.id ? ` (${last.name})` : ''}:`)
        say(
          `  ${requests} requests, ${customers} customers and ${contacts} contacts go; ${completed} records are emptied again.`,
        )
        for (const { kind, name } of builtOn) say(`  built on: ${kind} ${name}`)
        if (values.yes !== true && builtOn.length === 0 && !(await agreed())) {
          say('Nothing was undone.')
          return
        }
        await gate.run(undoImport, actor, { id })
        const task = { orgId: actor.orgId, gate, clock, log, signal: stop.signal }
        const { undo } = await untilSettled(task, actor, id, 'undoing', undoInPieces, 'undoing  ')
        say(
          `Undone: ${undo?.requests ?? 0} requests, ${undo?.customers ?? 0} customers. ${undo?.kept ?? 0} records stay.`,
        )
      } finally {
        process.removeListener('SIGINT', interrupt)
      }
    })
  },
}

async function agreed(): Promise<boolean> {
  if (!process.stdin.isTTY) throw new UsageError('add --yes to undo without being asked')
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question('Undo it? [y/N] ')
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}
