// Lists over many requests: the first page of each list, each filter, the combinations that people use, each order and
// searches, beside reading one row by its key in the same run.
import { listRequests } from '#modules/requests'
import { systemActor } from '#platform/operation'
import { countMatching, loadRequests, ORG, type Workload } from './lists/workload.ts'
import { benchServer, p95Of, report, smoke } from './support.ts'

const given = process.argv.slice(2).map(Number).find(Number.isInteger)
const SIZE = smoke ? 2_000 : (given ?? 1_000_000)
const ROUNDS = smoke ? 5 : 200
const MOST_TIMES = 20

const timed = (work: (round: number) => Promise<unknown>): Promise<number> => p95Of(ROUNDS, work)

type Case = readonly [figure: string, input: (round: number) => Record<string, string>]

function casesOf({ owners, services, customers, importId }: Workload): Case[] {
  const of = (ids: readonly string[], round: number) => ids[round % ids.length] ?? ''
  const open = { status: 'open', followed: 'true' }
  return [
    ['all', () => ({})],
    ['all, oldest first', () => ({ order: 'oldest' })],
    ['all, last closed first', () => ({ order: 'lastClosed' })],
    ['open', () => open],
    ['open, oldest first', () => ({ ...open, order: 'oldest' })],
    ['closed', () => ({ status: 'closed', followed: 'true' })],
    ['imported history', () => ({ followed: 'false' })],
    ['an owner', (i) => ({ ownerId: of(owners, i) })],
    ['open of an owner', (i) => ({ ...open, ownerId: of(owners, i) })],
    ['open of an owner, oldest first', (i) => ({ ...open, ownerId: of(owners, i), order: 'oldest' })],
    ['a service', (i) => ({ serviceId: of(services, i) })],
    ['open of a service', (i) => ({ ...open, serviceId: of(services, i) })],
    ['a kind', () => ({ kind: 'complaint' })],
    ['open of a kind', () => ({ ...open, kind: 'complaint' })],
    ['open of a kind and an owner', (i) => ({ ...open, kind: 'job', ownerId: of(owners, i) })],
    ['closed of an owner', (i) => ({ status: 'closed', followed: 'true', ownerId: of(owners, i) })],
    ['closed of a kind', () => ({ status: 'closed', followed: 'true', kind: 'complaint' })],
    ['a customer', (i) => ({ customerId: of(customers, i) })],
    ['a source', () => ({ source: 'console' })],
    ['an import', () => ({ importId })],
    ['opened in a week', () => ({ openedFrom: '2026-06-01T00:00:00Z', openedBefore: '2026-06-08T00:00:00Z' })],
    ['open, searched by a rare word', (i) => ({ ...open, q: `serial${10_000 + i}` })],
    ['searched by a rare word', (i) => ({ q: `serial${10_000 + i}` })],
    ['searched by a common word', () => ({ q: 'boiler' })],
  ]
}

const server = await benchServer()
try {
  const workload = await loadRequests(server.owner, SIZE)
  const { gate } = server.world
  const actor = systemActor(ORG, 'bench')
  const list = (input: Record<string, string>) => gate.run(listRequests, actor, { limit: '50', ...input })
  const one = () => timed((i) => list({ limit: '1', ids: workload.requests[i % workload.requests.length] ?? '' }))
  const bare = await timed((i) =>
    server.owner.query({
      name: 'one',
      text: 'select * from request where org_id = $1 and id = $2',
      values: [ORG, workload.requests[i % workload.requests.length]],
    }),
  )
  report('lists', { figure: 'a bare statement by key', value: bare, unit: 'ms' })
  const key = await one()
  report('lists', { figure: 'one request by its key', value: key, unit: 'ms', requests: SIZE })
  for (const [figure, input] of casesOf(workload)) {
    const value = await timed((i) => list(input(i)))
    const { items } = await list(input(0))
    report('lists', {
      ...{ figure: `${figure}, first page`, value, unit: 'ms', limit: `<= ${MOST_TIMES} times one by its key` },
      ...{
        times: Number((value / key).toPrecision(3)),
        timesBare: Number((value / bare).toPrecision(3)),
        ok: value <= MOST_TIMES * key,
        rows: items.length,
      },
    })
  }
  // A page in the middle of the list costs what the first one does.
  let cursor: string | null = null
  for (let i = 0; i < 20; i++) cursor = (await list(cursor === null ? {} : { cursor })).nextCursor
  const deep = await timed(() => list(cursor === null ? {} : { cursor }))
  report('lists', { figure: 'all, page 21', value: deep, unit: 'ms', ok: deep <= MOST_TIMES * key })
  report('lists', { figure: 'requests in all', value: await countMatching(server.owner), unit: 'requests' })
} finally {
  await server.close()
}
