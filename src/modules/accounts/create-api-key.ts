import { z } from 'zod'
import { instant, words } from '#platform/fields'
import { operation } from '#platform/operation'
import { secretHash } from '#platform/tokens'
import { apiKeyView, scope, viewOfApiKey } from './api-key.ts'
import { apiKeyText, newSecret } from './bearer.ts'
import { expiryPast, scopeNotGranted } from './errors.ts'
import { role } from './member.ts'
import { type ApiKeyRow, insertApiKey } from './queries.ts'
import { ROLE_PERMISSIONS } from './roles.ts'

/** Makes an API key and shows it, this once. @throws accounts/expiry_past, accounts/scope_not_granted */
export const createApiKey = operation({
  name: 'apiKeys.create',
  effect: 'writes',
  permission: 'apiKeys.create',
  summary: 'Make an API key',
  input: z.strictObject({
    name: words(200, 'Booking site').meta({ description: 'What it is for.' }),
    role,
    scopes: z
      .array(scope)
      .min(1, 'Leave it out for all that the role may do')
      .max(100)
      .optional()
      .meta({ description: 'Only these of what the role may do.' }),
    expiresAt: instant.optional().meta({ description: 'Default: never.', examples: ['2027-11-26T15:00:00Z'] }),
  }),
  output: z.object({
    apiKey: apiKeyView,
    key: z
      .string()
      .nullable()
      .meta({
        description: 'The key itself, shown once.',
        examples: ['kept_AZOMHnoAcACAAAAAAAAAAQGTjB56AHAAgAAAAAAAAAI…'],
      }),
  }),
  shownOnce: ['key'],
  async run(ctx, input) {
    if (input.expiresAt && Temporal.Instant.compare(input.expiresAt, ctx.now) <= 0) throw expiryPast()
    const foreign = input.scopes?.find((permission) => !ROLE_PERMISSIONS[input.role].has(permission))
    if (foreign !== undefined) throw scopeNotGranted(foreign, input.role)
    const id = ctx.newId()
    const secret = newSecret()
    const row: ApiKeyRow = {
      org_id: ctx.orgId,
      id,
      name: input.name,
      role: input.role,
      scopes: input.scopes ? [...new Set(input.scopes)] : ['*'],
      secret_hash: secretHash(secret),
      created_by: `${ctx.actor.kind}:${ctx.actor.id}`,
      created_at: ctx.now,
      expires_at: input.expiresAt ?? null,
      revoked_at: null,
    }
    await insertApiKey(ctx.db, row)
    ctx.record({
      type: 'apiKey.created',
      subject: `apiKey:${id}`,
      data: { role: row.role, scopes: row.scopes, expiresAt: row.expires_at?.toString() ?? null },
    })
    return { apiKey: viewOfApiKey(row), key: apiKeyText(ctx.orgId, id, secret) }
  },
})
