import { z } from 'zod'
import { makeInvitation } from '#modules/directory'
import type { Context } from '#platform/operation'
import { mailIsOff } from './errors.ts'
import { signInLink } from './links.ts'
import { type MemberView, memberView, viewOfMember } from './member.ts'
import type { MemberRow } from './queries.ts'

export const delivery = z
  .enum(['mail', 'link'])
  .default('mail')
  .meta({ description: 'mail: we send it; link: the answer carries a link for you to hand over.' })

export const invitationView = z.object({
  member: memberView,
  link: z
    .string()
    .nullable()
    .meta({
      description: 'For delivery "link": shown once, works once.',
      examples: ['https://kept.example/sign-in#AZOMHnoAcACAAAAAAAAAAWxtbW9ja2VkLW1hYy1vbmx5'],
    }),
  expiresAt: z.iso.datetime().meta({ description: 'Until when the invitation works.' }),
})
export type InvitationView = { member: MemberView; link: string | null; expiresAt: string }

/**
 * Invites a member: by mail, from a task that carries the invitation's id alone, or by a link in the answer.
 * @throws accounts/mail_off
 */
export async function sendInvitation(ctx: Context, row: MemberRow, how: 'mail' | 'link'): Promise<InvitationView> {
  if (how === 'mail' && !ctx.instance.sendsMail) throw mailIsOff()
  const { id, expiresAt } = await makeInvitation(ctx, row.user_id, row.id)
  if (how === 'mail')
    ctx.later({ name: 'accounts.send_invitation', data: { credentialId: id, invitedBy: ctx.actor.memberId } })
  ctx.record({
    type: 'member.invited',
    subject: `member:${row.id}`,
    data: { role: row.role, delivery: how, expiresAt: expiresAt.toString() },
  })
  return {
    member: viewOfMember(row),
    link: how === 'link' ? signInLink(ctx.instance, id, 'handed') : null,
    expiresAt: expiresAt.toString(),
  }
}
