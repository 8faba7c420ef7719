import { z } from 'zod'
import type { Mailer } from '#platform/mail'
import type { Task } from '#platform/queue'
import { sendInvitationMail } from './send-invitation.ts'
import { sendSignInLink } from './send-sign-in-link.ts'

const signInData = z.object({ credentialId: z.uuid() })
const invitationData = z.object({ credentialId: z.uuid(), invitedBy: z.uuid().nullable() })

/** The module's background work, mail with credentials in it; the mailer is the composition root's. */
export const tasks = ({ mailer }: { mailer: Mailer }): readonly Task[] => [
  {
    name: 'accounts.send_sign_in_link',
    queue: 'outside',
    retries: 6,
    run: (ctx, data) => sendSignInLink(ctx, mailer, signInData.parse(data).credentialId),
  },
  {
    name: 'accounts.send_invitation',
    queue: 'outside',
    retries: 8,
    run: (ctx, data) => {
      const { credentialId, invitedBy } = invitationData.parse(data)
      return sendInvitationMail(ctx, mailer, credentialId, invitedBy)
    },
  },
]
