import { z } from 'zod'
import { instantText } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { cursorAfter, cursorKeys } from '#platform/pages'
import { wordsOf } from '#platform/search'
import { domainOf, ENOUGH, type Evidence, WEIGHTS, weigh } from './duplicate.ts'
import { alike, apartAmong, nextToCompare, type Pair } from './duplicate-queries.ts'
import { customerIdsOf, survivorsOf } from './one-customer.ts'
import { customersByIds, foundIds } from './queries.ts'
import { customerFields } from './schemas.ts'
import { contactsRead } from './view.ts'

const compared = z.object({
  id: z.uuid(),
  name: z.string().meta({ examples: ['Ana Ruiz'] }),
  kind: customerFields.kind,
  emails: z.array(z.string()).meta({ examples: [['ana@example.com']] }),
  phones: z.array(z.string()).meta({ examples: [['+48 600 100 200']] }),
  source: z.string().meta({ examples: ['console'] }),
  createdAt: instantText,
})

const example = {
  ...{ id: '018f3c1e-0000-7000-8000-000000000001', name: 'Ana Ruiz', kind: 'person' as const },
  ...{ emails: ['ana@example.com'], phones: [], source: 'console', createdAt: '2026-11-26T15:00:00Z' },
}

const duplicate = z.object({
  score: z
    .number()
    .int()
    .meta({
      description: `The sum of the evidence: ${Object.entries(WEIGHTS)
        .map(([kind, points]) => `${kind} ${points}`)
        .join(', ')}. Suggested from ${ENOUGH} on.`,
      examples: [95],
    }),
  evidence: z.array(
    z.object({
      kind: z.enum(Object.keys(WEIGHTS) as [Evidence, ...Evidence[]]).meta({ examples: ['email'] }),
      points: z
        .number()
        .int()
        .meta({ examples: [60] }),
    }),
  ),
  customers: z.tuple([compared, compared]).meta({
    description: 'The older one first.',
    examples: [[example, { ...example, id: '018f3c1e-0000-7000-8000-000000000002', name: 'A. Ruiz' }]],
  }),
})
type Duplicate = z.input<typeof duplicate>

/** So many customers are compared at a time, and so many for one page; where few are alike a page is short, or empty. */
const AT_A_TIME = 250
const LOOKED = 2_000
const PAGE = 50
const BY_NAME = 200

export const listDuplicates = operation({
  name: 'customers.listDuplicates',
  effect: 'reads',
  permission: 'customers.read',
  summary: 'Pairs of customers that are probably one, with what speaks for it; those not dismissed',
  input: z.strictObject({
    customerId: z
      .uuid()
      .optional()
      .meta({ description: 'Who is probably this one. Left out: walks back from the newest.' }),
    cursor: z.string().max(1000).optional().meta({ description: '`nextCursor` of the page before.' }),
  }),
  output: z.object({
    items: z.array(duplicate).meta({ description: 'The likeliest of the page first. May be empty before the end.' }),
    looked: z
      .number()
      .int()
      .meta({ description: 'How many customers this page has looked at.', examples: [250] }),
    nextCursor: z
      .string()
      .nullable()
      .meta({ description: 'Where to look on; null: all were looked at.', examples: [null] }),
  }),
  async run(ctx, { customerId, cursor }) {
    if (customerId !== undefined) {
      const ids = await customerIdsOf(ctx, customerId)
      const [own = customerId] = ids
      const pairs = await alike(ctx.db, ctx.orgId, ids, { domains: await domainsOf(ctx, [own]), older: false })
      const all = [...pairs, ...(await named(ctx, own))]
      return { items: await weighed(ctx, all), looked: 1, nextCursor: null }
    }
    const items: Duplicate[] = []
    let last = cursorKeys(cursor, 1)?.[0] ?? null
    let looked = 0
    while (looked < LOOKED && items.length < PAGE) {
      const ids = await nextToCompare(ctx.db, ctx.orgId, last, AT_A_TIME)
      looked += ids.length
      const pairs = await alike(ctx.db, ctx.orgId, ids, { domains: await domainsOf(ctx, ids), older: true })
      items.push(...(await weighed(ctx, pairs)))
      last = ids.length < AT_A_TIME ? null : (ids.at(-1) ?? null)
      if (last === null) break
    }
    return { items: sorted(items), looked, nextCursor: last === null ? null : cursorAfter([last]) }
  },
})

/** Who is found by the name of one, slips and another order of its words included; nobody where the name is common. */
async function named(ctx: Context, id: string): Promise<Pair[]> {
  const [row] = await customersByIds(ctx.db, ctx.orgId, [id])
  const found = row ? await foundIds(ctx.db, ctx.orgId, { words: wordsOf(row.name), digits: null }) : null
  return (found ?? []).slice(0, BY_NAME).map((other) => ({ one: id, other }))
}

const sorted = (items: readonly Duplicate[]): Duplicate[] => items.toSorted((a, b) => b.score - a.score)

async function domainsOf(ctx: Context, ids: readonly string[]): Promise<string[]> {
  const { contacts } = await contactsRead(ctx, ids)
  return [...new Set([...contacts.values()].flat().flatMap(({ email }) => domainOf(email ?? '') ?? []))]
}

/** What speaks for pairs, as they are read today; without those that are one already and those that somebody told apart. */
async function weighed(ctx: Context, found: readonly Pair[]): Promise<Duplicate[]> {
  const read = await survivorsOf(ctx, [...new Set(found.flatMap(({ one, other }) => [one, other]))])
  const pairs = new Map<string, Pair>()
  for (const { one, other } of found) {
    const [low = '', high = ''] = [read.get(one)?.id ?? one, read.get(other)?.id ?? other].toSorted()
    if (low !== high) pairs.set(low + high, { one: low, other: high })
  }
  for (const { one, other } of await apartAmong(ctx.db, ctx.orgId, [...pairs.values()])) pairs.delete(one + other)
  const ids = [...new Set([...pairs.values()].flatMap(({ one, other }) => [one, other]))]
  const [rows, { contacts }] = await Promise.all([customersByIds(ctx.db, ctx.orgId, ids), contactsRead(ctx, ids)])
  const views = new Map(
    rows.map((row) => {
      const own = contacts.get(row.id) ?? []
      const emails = [...new Set(own.flatMap(({ email }) => email ?? []))]
      const phones = [...new Set(own.flatMap(({ phone }) => phone ?? []))]
      const { id, name, source } = row
      const kind = row.kind as z.input<typeof customerFields.kind>
      return [id, { id, name, kind, emails, phones, source, createdAt: row.created_at.toString() }]
    }),
  )
  return sorted(
    [...pairs.values()].flatMap(({ one, other }) => {
      const [a, b] = [views.get(one), views.get(other)]
      if (!a || !b) return []
      const { score, evidence } = weigh(a, b)
      if (score < ENOUGH) return []
      return [{ score, evidence: evidence.map((kind) => ({ kind, points: WEIGHTS[kind] })), customers: [a, b] }]
    }),
  )
}
