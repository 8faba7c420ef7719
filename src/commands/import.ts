import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import {
  badRowsSheet,
  changeImportMapping,
  checkFile,
  checkImport,
  createImport,
  getImport,
  type ImportView,
  importFile,
  listImportErrors,
  type MappingChange,
  PART_BYTES,
  startImport,
  uploadPart,
} from '#modules/imports'
import { readSheet } from '#platform/csv-sheet'
import { type Actor, systemActor } from '#platform/operation'
import type { TaskContext } from '#platform/queue'
import type { World } from '../world.ts'
import { toFile } from './export.ts'
import { type Command, inWorld, say, UsageError } from './open.ts'
import { organizationOf } from './organization.ts'
import { showProgress } from './progress.ts'

const SHOWN_ERRORS = 200

const kinds = ['requests', 'customers'] as const
type Kind = (typeof kinds)[number]

/** `kind`: null: found out from the file. */
type Wanted = { file: string; kind: Kind | null; change: MappingChange; badRows?: string | undefined; yes: boolean }

export const importCommand: Command = {
  usage:
    'import [requests|customers] FILE [--map field=column …] [--zone ZONE] [--encoding E] [--separator S] [--dates FORMAT] [--existing skip|complete] [--bad-rows FILE] [--org ORG] [--yes]',
  summary:
    'Imports requests or customers, from CSV or JSON; exports of help desks are recognised. Shows the dry run with every bad row, asks, imports. The same file twice changes nothing. --bad-rows writes those rows to a file, to be mended and imported',
  async run([first = '', ...rest]) {
    const kind = kinds.find((one) => one === first) ?? null
    const args = kind === null ? [first, ...rest] : rest
    const text = { type: 'string' } as const
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        map: { ...text, multiple: true },
        zone: text,
        encoding: text,
        separator: text,
        dates: text,
        existing: text,
        'bad-rows': text,
        org: text,
        yes: { type: 'boolean' },
      },
    })
    const file = positionals[0]
    if (positionals.length > 1)
      throw new UsageError('name one file, after "requests" or "customers" if you say what its rows are')
    if (file === undefined || file === '') throw new UsageError('the file is missing')
    const columns = Object.fromEntries((values.map ?? []).map(fieldAndColumn))
    // Checked by the operation: an unknown field or format is refused there, with what is known.
    const change = {
      ...(values.map ? { columns } : {}),
      ...(values.zone ? { timeZone: values.zone } : {}),
      ...(values.encoding ? { encoding: values.encoding } : {}),
      ...(values.separator ? { separator: values.separator === '\\t' ? '\t' : values.separator } : {}),
      ...(values.dates ? { dateFormat: values.dates } : {}),
      ...(values.existing ? { existing: values.existing } : {}),
    } as MappingChange
    await inWorld(async ({ world }) => {
      const stop = new AbortController()
      const interrupt = () =>
        stop.abort(new Error('Stopped. What is imported stays; the same command goes on from there.'))
      process.once('SIGINT', interrupt)
      try {
        const actor = systemActor(await organizationOf(world, values.org), 'command line')
        const wanted = { file, kind, change, badRows: values['bad-rows'], yes: values.yes === true }
        await runImport(world, actor, wanted, stop.signal)
      } finally {
        process.removeListener('SIGINT', interrupt)
      }
    })
  },
}

function fieldAndColumn(text: string): [string, string] {
  const at = text.indexOf('=')
  if (at < 1) throw new UsageError(`--map ${text}: write field=column, for example --map openedAt=created`)
  return [text.slice(0, at), text.slice(at + 1)]
}

/** The whole way of a file: upload, dry run, the question, the import. @throws the signal's reason when stopped */
export async function runImport(world: World, actor: Actor, wanted: Wanted, signal: AbortSignal): Promise<ImportView> {
  const { gate } = world
  const task: TaskContext = { orgId: actor.orgId, gate, clock: world.clock, log: world.log, signal }
  const id = await upload(world, actor, wanted, signal)
  let view = await gate.run(getImport, actor, { id })
  if (Object.keys(wanted.change).length > 0) view = await gate.run(changeImportMapping, actor, { id, ...wanted.change })
  showMapping(view)
  if (view.questions.length > 0)
    throw new UsageError(
      `The file does not tell everything:\n${view.questions.map((q) => `  ${q.path}: ${q.sentence}${q.choices.length > 0 ? ` (${q.choices.slice(0, 12).join(', ')})` : ''}`).join('\n')}\nAnswer with --map, --zone, --encoding, --separator or --dates.`,
    )
  await gate.run(checkImport, actor, { id })
  view = await untilSettled(task, actor, id, 'checking', checkFile, 'dry run ')
  await showCheck(world, actor, view)
  if (wanted.badRows !== undefined && view.badRows) await writeBadRows(world, actor, id, wanted.badRows, signal)
  if (view.check === null || view.check.valid === 0)
    throw new Error('No row can be imported. Mend the file or the mapping.')
  if (!wanted.yes && !(await agreed(view))) {
    say('Nothing was imported.')
    return view
  }
  await gate.run(startImport, actor, { id })
  view = await untilSettled(task, actor, id, 'importing', importFile, 'importing')
  const { imported, known, completed, bad } = view.progress
  const done = completed > 0 ? `, ${completed} of them completed` : ''
  say(`${imported} ${view.kind} imported, ${known} known already${done}, ${bad} bad rows left out.`)
  return view
}

async function upload(world: World, actor: Actor, { file: path, kind }: Wanted, signal: AbortSignal): Promise<string> {
  const file = await open(path).catch(() => {
    throw new UsageError(`the file ${path} cannot be read`)
  })
  try {
    const { size } = await file.stat()
    const { id, parts } = await world.gate.run(createImport, actor, {
      name: basename(path),
      bytes: size,
      ...(kind === null ? {} : { kind }),
    })
    const progress = showProgress('reading  ')
    for (let n = 1; n <= parts; n++) {
      signal.throwIfAborted()
      const bytes = Buffer.alloc(Math.min(PART_BYTES, size - (n - 1) * PART_BYTES))
      await file.read(bytes, 0, bytes.length, (n - 1) * PART_BYTES)
      await world.gate.run(uploadPart, actor, { id, n, bytes })
      progress(n, parts)
    }
    return id
  } finally {
    await file.close()
  }
}

async function writeBadRows(world: World, actor: Actor, id: string, file: string, signal: AbortSignal): Promise<void> {
  const { sheet, filter } = await badRowsSheet(world.gate.run, actor, id)
  await toFile(
    readSheet(world.gate.run, () => Promise.resolve(actor), sheet, filter, 'comma'),
    file,
    signal,
  )
  say(`The bad rows are in ${file}: mend them there and import it.`)
}

/** Does the work here until the import has left `state`; a running worker may take it over, then it is watched. */
export async function untilSettled(
  task: TaskContext,
  actor: Actor,
  id: string,
  state: 'checking' | 'importing' | 'undoing',
  work: (task: TaskContext, id: string) => Promise<void>,
  what: string,
): Promise<ImportView> {
  const progress = showProgress(what)
  const watching = setInterval(() => {
    task.gate.run(getImport, actor, { id }).then(
      (view) => progress(Math.round(view.progress.share * 1000), 1000),
      () => {},
    )
  }, 500)
  try {
    for (;;) {
      await work(task, id)
      task.signal.throwIfAborted()
      const view = await task.gate.run(getImport, actor, { id })
      if (view.state !== state) {
        if (view.failure !== null) throw new Error(view.failure)
        progress(1000, 1000)
        return view
      }
    }
  } finally {
    clearInterval(watching)
  }
}

const systemNames = { zendesk: 'Zendesk', freshdesk: 'Freshdesk', chatwoot: 'Chatwoot', zammad: 'Zammad' } as const

function showMapping({ kind, detected, mapping }: ImportView): void {
  const found = detected?.export
  if (found)
    say(
      `This is an export of ${found.content} from ${systemNames[found.system]}.${found.times === 'account' ? ' Its times are in the zone of the account there: say it with --zone if it is another.' : ''}`,
    )
  say(`The rows are ${kind}.`)
  const columns = Object.entries(mapping?.columns ?? {}).filter(([, column]) => column !== null)
  say(`${detected?.columns.length ?? 0} columns; read as:`)
  for (const [field, column] of columns) say(`  ${field.padEnd(14)} ${column}`)
  say(`  dates ${mapping?.dateFormat}, times in ${mapping?.timeZone}, encoding ${mapping?.encoding}`)
}

async function showCheck(world: World, actor: Actor, { id, check }: ImportView): Promise<void> {
  if (!check) return
  say(
    `${check.rows} rows: ${check.valid} can be imported, ${check.known} of them are known already, ${check.bad} cannot:`,
  )
  let cursor: string | null = null
  let shown = 0
  do {
    const page: { items: { line: number; sentence: string; excerpt: string }[]; nextCursor: string | null } =
      await world.gate.run(listImportErrors, actor, { id, limit: 100, ...(cursor === null ? {} : { cursor }) })
    for (const { line, sentence, excerpt } of page.items)
      say(`  line ${line}: ${sentence}${excerpt === '' ? '' : ` (${excerpt})`}`)
    shown += page.items.length
    cursor = page.nextCursor
  } while (cursor !== null && shown < SHOWN_ERRORS)
  if (cursor !== null) say(`  … the rest is listed in the console and at /v1/imports/${id}/errors`)
  for (const note of check.notes) say(`  ${note.sentence} (${note.count}, first in line ${note.firstLine})`)
}

async function agreed({ kind, check }: ImportView): Promise<boolean> {
  if (!process.stdin.isTTY) throw new UsageError('add --yes to import without being asked')
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question(
    `Import ${kind === 'customers' ? (check?.newCustomers ?? 0) : (check?.valid ?? 0) - (check?.known ?? 0)} ${kind}? [y/N] `,
  )
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}
