import { z } from 'zod'
import { textOf, textOrNull } from '#platform/fields'
import { role } from './member.ts'
import type { ApiKeyRow } from './queries.ts'
import { PERMISSIONS } from './roles.ts'

export const scope = z.enum(PERMISSIONS).meta({ examples: ['promises.read'] })

export const apiKeyView = z.object({
  id: z.uuid(),
  name: z.string().meta({ examples: ['Booking site'] }),
  role,
  scopes: z
    .array(z.string().meta({ examples: ['promises.read'] }))
    .nullable()
    .meta({ description: 'What it may do of what the role may; null: all of it.' }),
  createdBy: z
    .string()
    .meta({ description: 'kind:id of who made it.', examples: ['member:01938c1e-7a00-7000-8000-000000000001'] }),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
})

export const viewOfApiKey = (row: ApiKeyRow): z.infer<typeof apiKeyView> => ({
  id: row.id,
  name: row.name,
  role: row.role as z.infer<typeof role>,
  scopes: row.scopes.includes('*') ? null : row.scopes,
  createdBy: row.created_by,
  createdAt: textOf(row.created_at),
  expiresAt: textOrNull(row.expires_at),
  revokedAt: textOrNull(row.revoked_at),
})
