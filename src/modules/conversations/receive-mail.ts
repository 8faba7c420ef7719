import { z } from 'zod'
import { operation } from '#platform/operation'
import { fileMails } from './file-mails.ts'
import { receivedMail } from './received-mail.ts'

/** So many mails at most are filed in one transaction. */
export const FILED_AT_ONCE = 50

const becameOf = z.object({
  messageId: z.uuid().nullable(),
  conversationId: z.uuid().nullable(),
  outcome: z.enum(['started', 'continued', 'bounced', 'ignored', 'filed_before']),
})
export type Became = z.output<typeof becameOf>

export const receiveMail = operation({
  name: 'conversations.receiveMail',
  effect: 'writes',
  permission: 'conversations.receive',
  summary: 'File a mail that came in: in its conversation, or in a new one',
  input: receivedMail,
  output: becameOf,
  async run(ctx, mail) {
    const [became] = await fileMails(ctx, [mail])
    if (!became) throw new Error('A mail that is filed becomes something')
    return became
  },
})

export const receiveMails = operation({
  name: 'conversations.receiveMails',
  effect: 'writes',
  permission: 'conversations.receive',
  summary: 'File mails that came in, one after the other as if each came alone',
  input: z.strictObject({ mails: z.array(receivedMail).min(1).max(FILED_AT_ONCE) }),
  output: z.object({ became: z.array(becameOf).meta({ description: 'In the order of the mails.' }) }),
  run: async (ctx, { mails }) => ({ became: await fileMails(ctx, mails) }),
})
