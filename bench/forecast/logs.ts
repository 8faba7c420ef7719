import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { createGunzip } from 'node:zlib'
import type { TestedRequest } from '#library/forecast'
import { openLog } from '#modules/imports'

/** A public log, where to find its period and what is asked of it. */
export type PublicLog = {
  name: string
  file: string
  events: string | null
  zone: string
  from: string
  to: string
  /** Most that may be declined, by confidence. */
  declined: Record<number, number>
}

export const publicLogs: readonly PublicLog[] = [
  {
    name: 'Boston 2011',
    file: 'boston311_2011h2.csv.gz',
    events: null,
    zone: 'America/New_York',
    from: '2011-10-01',
    to: '2011-12-31',
    declined: { 0.8: 0.25, 0.9: 0.4 },
  },
  {
    name: 'IT incidents',
    file: 'itsm_uci_to_2016-04.csv.gz',
    events: 'itsm_uci_to_2016-04_events.csv.gz',
    zone: 'UTC',
    from: '2016-04-04',
    to: '2016-04-30',
    declined: { 0.8: 0.05, 0.9: 0.05 },
  },
]

export const isThere = (folder: string | undefined, log: PublicLog): folder is string =>
  folder !== undefined && existsSync(join(folder, log.file))

/** A log's requests with their changes. */
export async function readPublicLog(folder: string, log: PublicLog): Promise<TestedRequest[]> {
  const requests: TestedRequest[] = []
  for await (const entry of await entriesOf(join(folder, log.file), log.zone, false)) {
    if ('bad' in entry || (entry.closedAt !== null && entry.closedAt < entry.openedAt)) continue
    requests.push({
      ...entry.cells,
      id: entry.id,
      openedAt: entry.openedAt,
      closedAt: entry.closedAt,
      targetAt: entry.targetAt,
    })
  }
  if (log.events === null || !existsSync(join(folder, log.events))) return requests
  const changes = new Map(requests.map(({ id }) => [id, [] as NonNullable<TestedRequest['changes']>[number][]]))
  for await (const entry of await entriesOf(join(folder, log.events), log.zone, true)) {
    if ('bad' in entry) continue
    const { activity = '', team = '', agent = '', reassignments = '' } = entry.cells
    changes.get(entry.id)?.push({
      at: entry.openedAt,
      state: activity,
      team,
      assigned: agent !== '' && agent !== '?',
      reassignments: Number(reassignments) || 0,
    })
  }
  return requests.map((request) => ({
    ...request,
    changes: changes.get(request.id)?.sort((a, b) => a.at - b.at) ?? [],
  }))
}

async function entriesOf(file: string, timeZone: string, events: boolean) {
  const log = await openLog(createReadStream(file).pipe(createGunzip()), {
    timeZone,
    endless: events,
    ...(events ? { given: { openedAt: 'at' } } : {}),
  })
  if ('sentence' in log) throw new Error(`${file}: ${log.sentence}`)
  return log.entries(events ? ['activity', 'team', 'agent', 'reassignments'] : ['category', 'channel', 'priority'])
}
