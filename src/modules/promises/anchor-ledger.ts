import { createHash, createHmac } from 'node:crypto'
import { z } from 'zod'
import { instantText, textOf } from '#platform/fields'
import { uuidBytes } from '#platform/ids'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { chainHeads, insertAnchor, listAnchorRows } from './evidence-queries.ts'

const PAGE = 5_000

const anchorView = z.object({
  day: z.iso.date(),
  chains: z
    .number()
    .int()
    .min(0)
    .meta({ examples: [1412] }),
  digest: z
    .string()
    .meta({ description: 'SHA-256 over the heads of all chains in id order, hexadecimal.', examples: ['5c1d…'] }),
  signature: z
    .string()
    .meta({ description: 'HMAC-SHA-256 of day, number and digest, hexadecimal.', examples: ['a07e…'] }),
  createdAt: instantText,
})

/** Hashes the heads of all chains of an organization together and signs the result; once a day. */
export const anchorLedger = operation({
  name: 'promises.anchorLedger',
  effect: 'writes',
  permission: 'promises.anchorLedger',
  summary: "Anchor the day: one signed digest over the heads of all the organization's chains",
  input: z.strictObject({}),
  output: z.object({ day: z.iso.date(), made: z.boolean() }),
  async run(ctx) {
    const day = ctx.now.toZonedDateTimeISO('UTC').toPlainDate()
    const hash = createHash('sha256')
    let chains = 0
    let after: string | null = null
    for (;;) {
      const heads = await chainHeads(ctx.db, ctx.orgId, after, PAGE)
      for (const { id, chain_seq, chain_hash } of heads) {
        const seq = Buffer.alloc(4)
        seq.writeUInt32BE(chain_seq ?? 0)
        hash
          .update(uuidBytes(id))
          .update(seq)
          .update(chain_hash ?? Buffer.alloc(32))
      }
      chains += heads.length
      after = heads.at(-1)?.id ?? null
      if (heads.length < PAGE) break
    }
    const digest = hash.digest()
    const signature = createHmac('sha256', ctx.instance.keys.derive('anchor'))
      .update(`${ctx.orgId} ${day.toString()} ${chains} ${digest.toString('hex')}`)
      .digest()
    const made = await insertAnchor(ctx.db, { org_id: ctx.orgId, day, chains, digest, signature, created_at: ctx.now })
    if (made)
      ctx.record({
        type: 'ledger.anchored',
        subject: `organization:${ctx.orgId}`,
        data: { day: day.toString(), chains },
      })
    return { day: day.toString(), made: made !== undefined }
  },
})

export const listAnchors = operation({
  name: 'promises.listAnchors',
  effect: 'reads',
  permission: 'promises.listAnchors',
  summary: 'The daily anchors of the ledger, to be kept elsewhere',
  input: z.strictObject(pageInput),
  output: pageOf(anchorView),
  async run(ctx, { limit, cursor }) {
    const rows = await listAnchorRows(ctx.db, ctx.orgId, cursorKeys(cursor, 1)?.[0] ?? null, limit + 1)
    return pageFrom(
      rows,
      limit,
      (row) => [row.day.toString()],
      (row) => ({
        day: row.day.toString(),
        chains: row.chains,
        digest: row.digest.toString('hex'),
        signature: row.signature.toString('hex'),
        createdAt: textOf(row.created_at),
      }),
    )
  },
})
