import { z } from 'zod'
import { operation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { apiKeyView, viewOfApiKey } from './api-key.ts'
import { listApiKeyRows } from './queries.ts'

export const listApiKeys = operation({
  name: 'apiKeys.list',
  effect: 'reads',
  permission: 'apiKeys.list',
  summary: 'API keys, newest first, also those that have ended',
  input: z.strictObject(pageInput),
  output: pageOf(apiKeyView),
  async run(ctx, { limit, cursor }) {
    const before = cursorKeys(cursor, 1)?.[0] ?? null
    const rows = await listApiKeyRows(ctx.db, ctx.orgId, before, limit + 1)
    return pageFrom(rows, limit, (row) => [row.id], viewOfApiKey)
  },
})
