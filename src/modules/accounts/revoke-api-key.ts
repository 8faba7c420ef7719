import { z } from 'zod'
import { operation } from '#platform/operation'
import { apiKeyView, viewOfApiKey } from './api-key.ts'
import { apiKeyNotFound } from './errors.ts'
import { findApiKeyRow, revokeApiKeyRow } from './queries.ts'

/** Ends an API key at once. Ending it again changes nothing. */
export const revokeApiKey = operation({
  name: 'apiKeys.revoke',
  effect: 'writes',
  permission: 'apiKeys.revoke',
  summary: 'Revoke an API key',
  input: z.strictObject({ id: z.uuid().meta({ description: 'The API key.' }) }),
  output: apiKeyView,
  async run(ctx, { id }) {
    const ended = await revokeApiKeyRow(ctx.db, ctx.orgId, id, ctx.now)
    if (ended) ctx.record({ type: 'apiKey.revoked', subject: `apiKey:${id}`, data: {} })
    const row = ended ?? (await findApiKeyRow(ctx.db, ctx.orgId, id))
    if (!row) throw apiKeyNotFound()
    return viewOfApiKey(row)
  },
})
