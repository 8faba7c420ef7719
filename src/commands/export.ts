import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { eventSheet, memberSheet } from '#modules/accounts'
import { grantSheet } from '#modules/authority'
import { conversationSheet } from '#modules/conversations'
import { customerSheet } from '#modules/customers'
import { importErrorSheet } from '#modules/imports'
import { promiseSheet } from '#modules/promises'
import { itemSheet, recoverySheet } from '#modules/recovery'
import { requestSheet } from '#modules/requests'
import { SEPARATORS, type SeparatorName } from '#platform/csv'
import { readSheet } from '#platform/csv-sheet'
import { parseInput } from '#platform/gate'
import { systemActor } from '#platform/operation'
import { type Command, inWorld, UsageError } from './open.ts'
import { organizationOf } from './organization.ts'

/** Every list that is given as a file. */
export const sheets = [
  requestSheet,
  conversationSheet,
  customerSheet,
  promiseSheet,
  memberSheet,
  eventSheet,
  importErrorSheet,
  grantSheet,
  recoverySheet,
  itemSheet,
] as const
const names = sheets.map(({ file }) => file)
const separators = Object.keys(SEPARATORS)

export const exportCommand: Command = {
  usage: `export ${names.join('|')} [--out FILE] [--where field=value …] [--separator ${separators.join('|')}] [--org ORG]`,
  summary: "Writes a list as CSV, whole or filtered by the API's fields; to standard output without --out",
  async run([name, ...args]) {
    const sheet = sheets.find(({ file }) => file === name)
    if (!sheet) throw new UsageError(`export knows: ${names.join(', ')}`)
    const text = { type: 'string' } as const
    const options = { out: text, where: { ...text, multiple: true }, separator: text, org: text } as const
    const { values } = parseArgs({ args, options })
    const separator = values.separator ?? 'comma'
    if (!isSeparator(separator)) throw new UsageError(`--separator is one of ${separators.join(', ')}`)
    const filter = parseInput(sheet.filter, Object.fromEntries((values.where ?? []).map(fieldAndValue)))
    const stop = new AbortController()
    const interrupt = () => stop.abort(new Error('Stopped. No file was written.'))
    process.once('SIGINT', interrupt)
    try {
      await inWorld(async ({ world }) => {
        const actor = systemActor(await organizationOf(world, values.org), 'command line')
        const parts = readSheet(world.gate.run, () => Promise.resolve(actor), sheet, filter, separator)
        if (values.out === undefined) await toStandardOutput(parts, stop.signal)
        else await toFile(parts, values.out, stop.signal)
      })
    } finally {
      process.removeListener('SIGINT', interrupt)
    }
  },
}

const isSeparator = (name: string): name is SeparatorName => separators.includes(name)

function fieldAndValue(text: string): [string, string] {
  const at = text.indexOf('=')
  if (at < 1) throw new UsageError(`--where ${text}: write field=value, for example --where status=open`)
  return [text.slice(0, at), text.slice(at + 1)]
}

const write = (parts: AsyncIterable<string>, to: Writable, signal: AbortSignal, end = true): Promise<void> =>
  pipeline(Readable.from(parts, { objectMode: true, highWaterMark: 1 }), to, { signal, end })

/** A file is whole or not there: it gets its name at the end. */
export async function toFile(parts: AsyncIterable<string>, file: string, signal: AbortSignal): Promise<void> {
  const unfinished = `${file}.part`
  try {
    await write(parts, createWriteStream(unfinished), signal)
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw signal.aborted ? signal.reason : error
  }
}

/** Whoever reads may have enough: `kept export requests | head`. */
async function toStandardOutput(parts: AsyncIterable<string>, signal: AbortSignal): Promise<void> {
  try {
    await write(parts, process.stdout, signal, false)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw signal.aborted ? signal.reason : error
  }
}
