import { z } from 'zod'

export const PURPOSES = ['set_up', 'sign_in', 'invitation'] as const

/** How long each kind of link works. */
export const LIFETIME_MINUTES = { set_up: 24 * 60, sign_in: 30, invitation: 7 * 24 * 60 } as const

/** What a credential is for and whom it lets in. */
export const credentialView = z.object({
  id: z.uuid(),
  purpose: z.enum(PURPOSES),
  userId: z.uuid().nullable(),
  email: z
    .string()
    .nullable()
    .meta({ examples: ['ana@example.com'] }),
  /** Has the person proven before that the address is theirs? */
  proven: z.boolean(),
  organizationId: z.uuid().nullable(),
  organizationName: z
    .string()
    .nullable()
    .meta({ examples: ['Northside Repairs'] }),
  memberId: z.uuid().nullable(),
  expiresAt: z.iso.datetime(),
})
