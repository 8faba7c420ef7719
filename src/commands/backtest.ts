import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { createGunzip } from 'node:zlib'
import { type BacktestReport, backtest, type Prediction, type TestedRequest } from '#library/forecast'
import { openLog } from '#modules/imports'
import { backtestText } from './backtest-text.ts'
import { type Command, say, UsageError } from './open.ts'
import { showProgress } from './progress.ts'

const DAY = 86_400_000
const LEVELS = '0.5,0.8,0.9,0.95'

export const backtestCommand: Command = {
  usage:
    'backtest FILE.csv [--from DATE --to DATE --confidence 0.5,0.8,0.9,0.95 --features category,channel --by category] [--events FILE.csv] [--map field=column …] [--zone ZONE] [--predictions OUT.csv] [--json]',
  summary:
    'Quotes every request of a period of any log (columns opened and closed) with what was known that day, and says which dates were kept',
  async run(args) {
    const text = { type: 'string' } as const
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        from: text,
        to: text,
        confidence: { ...text, default: LEVELS },
        features: text,
        by: text,
        events: text,
        zone: text,
        map: { ...text, multiple: true },
        predictions: text,
        json: { type: 'boolean' },
      },
    })
    const file = positionals[0]
    if (file === undefined) throw new UsageError('the file is missing')
    const zone = checkedZone(values.zone ?? Temporal.Now.timeZoneId())
    const confidence = confidences(values.confidence)
    const given = Object.fromEntries((values.map ?? []).map(fieldAndColumn))
    const log = await readLog(file, { zone, given, features: values.features, by: values.by })
    if (values.events !== undefined) await addEvents(log.requests, values.events, zone)
    const [fromDay, toDay] = period(log.requests, zone, values.from, values.to)
    const out = values.predictions === undefined ? null : openPredictions(values.predictions, log.offsets ? null : zone)
    const progress = showProgress('quoting ')
    const report = backtest(log.requests, {
      zone,
      features: log.features,
      confidence,
      fromDay,
      toDay,
      by: log.by,
      onPrediction: out?.write,
      onDay: progress,
    })
    await out?.close()
    if (report.requests === 0) throw new Error('No request came in within the period.')
    print(report, { file, features: log.features, by: log.by, bad: log.bad, json: values.json === true })
  },
}

function print(
  report: BacktestReport,
  about: { file: string; features: readonly string[]; by: string; bad: number; json: boolean },
): void {
  const { json, ...rest } = about
  if (json) console.log(JSON.stringify({ ...rest, ...report }))
  else console.log(backtestText(report, rest))
}

function fieldAndColumn(text: string): [string, string] {
  const at = text.indexOf('=')
  if (at < 1) throw new UsageError(`--map ${text}: write field=column, for example --map openedAt=created`)
  return [text.slice(0, at), text.slice(at + 1)]
}

function checkedZone(zone: string): string {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
    return zone
  } catch {
    throw new UsageError(`there is no time zone ${zone}`)
  }
}

function confidences(text: string): number[] {
  const list = text.split(',').map(Number)
  if (list.length === 0 || list.some((level) => !(level > 0 && level < 1)))
    throw new UsageError('--confidence: write probabilities between 0 and 1, separated by commas')
  return list.sort((a, b) => a - b)
}

type Log = { requests: TestedRequest[]; features: string[]; by: string; offsets: boolean; bad: number }

async function readLog(
  file: string,
  {
    zone,
    given,
    features,
    by,
  }: { zone: string; given: Record<string, string>; features: string | undefined; by: string | undefined },
): Promise<Log> {
  const log = await openLog(await chunksOf(file, 'reading '), { timeZone: zone, given })
  if ('sentence' in log) throw new UsageError(log.sentence)
  const { columns, headers } = log
  const isKnown = (name: string): boolean =>
    headers.includes(name) || (columns as Record<string, unknown>)[name] != null
  // A column's name may have a comma in it.
  const named = features === undefined ? undefined : isKnown(features) ? [features] : features.split(',')
  for (const name of [...(named ?? []), ...(by === undefined ? [] : [by])])
    if (!isKnown(name)) throw new UsageError(`there is no column ${name} in the file; it has ${headers.join(', ')}`)
  const compared = named ?? ['category', 'channel'].filter(isKnown)
  const segment = by ?? compared[0] ?? ''
  say(
    `Read as: opened ${columns.openedAt}, closed ${columns.closedAt}, compared by ${compared.join(', ') || 'nothing'}`,
  )
  const requests: TestedRequest[] = []
  let bad = 0
  for await (const entry of log.entries([...new Set([...compared, ...(segment === '' ? [] : [segment])])])) {
    if ('bad' in entry) bad++
    else {
      const { id, openedAt, closedAt, targetAt, cells } = entry
      // What is closed before it was opened is no duration.
      if (closedAt !== null && closedAt < openedAt) bad++
      else requests.push({ ...cells, id, openedAt, closedAt, targetAt })
    }
  }
  return { requests, features: compared, by: segment, offsets: log.offsets, bad }
}

/** What happened to the requests: columns `case_id` (or any id), `at`, and of `activity`, `team`, `reassignments` what there is. */
async function addEvents(requests: TestedRequest[], file: string, zone: string): Promise<void> {
  const log = await openLog(await chunksOf(file, 'events  '), {
    timeZone: zone,
    given: { openedAt: 'at' },
    endless: true,
  })
  if ('sentence' in log) throw new UsageError(`--events: ${log.sentence}`)
  const at = new Map(requests.map((request, i) => [request.id, i]))
  const changes = requests.map(
    (): { at: number; state: string; team: string; assigned: boolean; reassignments: number }[] => [],
  )
  for await (const entry of log.entries(['activity', 'team', 'agent', 'reassignments'])) {
    if ('bad' in entry) continue
    const index = at.get(entry.id)
    if (index === undefined) continue
    const { activity = '', team = '', agent = '', reassignments = '' } = entry.cells
    const named = agent === '' ? team : agent
    changes[index]?.push({
      at: entry.openedAt,
      state: activity,
      team,
      assigned: named !== '' && named !== '?',
      reassignments: Number(reassignments) || 0,
    })
  }
  requests.forEach((request, i) => {
    const list = changes[i] ?? []
    if (list.length > 0) requests[i] = { ...request, changes: list.sort((a, b) => a.at - b.at) }
  })
}

/** The bytes of a file, unpacked when it is compressed, with progress by what has been read of it. */
async function chunksOf(file: string, what: string): Promise<AsyncIterable<Buffer>> {
  const { size } = await stat(file).catch(() => {
    throw new UsageError(`the file ${file} cannot be read`)
  })
  const source = createReadStream(file)
  const progress = showProgress(what)
  let read = 0
  source.on('data', (chunk) => {
    read += chunk.length
    progress(read, size)
  })
  return file.endsWith('.gz') ? source.pipe(createGunzip()) : source
}

/** The period as local days; by default the second half of the log. */
function period(
  requests: readonly TestedRequest[],
  zone: string,
  from: string | undefined,
  to: string | undefined,
): [number, number] {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (const { openedAt } of requests) {
    first = Math.min(first, openedAt)
    last = Math.max(last, openedAt)
  }
  if (first > last) throw new Error('There is no request in the file.')
  const dayOf = (ms: number): number =>
    dayNumber(Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate())
  const fromDay = from === undefined ? Math.ceil((dayOf(first) + dayOf(last)) / 2) : dayGiven('--from', from)
  const toDay = to === undefined ? dayOf(last) : dayGiven('--to', to)
  if (fromDay > toDay) throw new UsageError('--from lies after --to')
  return [fromDay, toDay]
}

const dayNumber = (date: Temporal.PlainDate): number => date.toZonedDateTime('UTC').epochMilliseconds / DAY

function dayGiven(option: string, text: string): number {
  try {
    return dayNumber(Temporal.PlainDate.from(text))
  } catch {
    throw new UsageError(`${option} ${text}: write a date like 2026-03-01`)
  }
}

/** @param zone of a log whose times have no offset: predictions are then written the same way */
function openPredictions(file: string, zone: string | null): { write(one: Prediction): void; close(): Promise<void> } {
  const stream = createWriteStream(file)
  stream.write('case_id,as_of,level,promised_at,prob_kept,point\n')
  const written = (ms: number | null): string => {
    if (ms === null) return ''
    const instant = Temporal.Instant.fromEpochMilliseconds(Math.floor(ms / 1000) * 1000)
    return zone === null
      ? instant.toString()
      : instant.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'second' })
  }
  const cell = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return {
    write: ({ id, asOf, level, dueAt, chance, point }) => {
      const row = [cell(id), written(asOf), level ?? '', written(dueAt), chance?.toFixed(6) ?? '', point ?? '']
      stream.write(`${row.join(',')}\n`)
    },
    close: async () => {
      stream.end()
      await finished(stream)
    },
  }
}
