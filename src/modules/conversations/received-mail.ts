import { z } from 'zod'
import { instant, LANGUAGES } from '#platform/fields'

const plain = (max: number, example: string) =>
  z
    .string()
    .max(max)
    .meta({ examples: [example] })
const person = z.strictObject({ name: plain(500, 'Ana Ruiz'), address: plain(320, 'ana@example.com') })

/** A mail as it was read, and where its parts are kept. */
export const receivedMail = z.strictObject({
  receivedMailId: z.uuid(),
  mailboxId: z.uuid(),
  receivedAt: instant.meta({ examples: ['2026-11-26T09:00:00Z'] }),
  mailId: plain(1000, 'abc@mail.example').nullable(),
  from: person.nullable(),
  to: z.array(person),
  cc: z.array(person),
  subject: plain(2000, 'Boiler makes a knocking noise'),
  references: z.array(plain(1000, 'abc@mail.example')).max(50),
  text: plain(300_000, 'It knocks at night.'),
  quoted: plain(300_000, '> When does it knock?'),
  html: plain(2_000_000, '<p>It knocks at night.</p>').nullable(),
  automatic: z.enum(['auto_reply', 'list', 'bounce', 'loop']).nullable(),
  bounce: z
    .strictObject({
      recipient: plain(320, 'ana@example.com').nullable(),
      action: z.enum(['failed', 'delayed']),
      reason: plain(500, '5.1.1 No such mailbox'),
      mailId: plain(1000, 'abc@mail.example').nullable(),
    })
    .nullable(),
  authentication: z.strictObject({ verified: z.boolean(), by: plain(500, 'dmarc') }),
  language: z.enum(LANGUAGES).nullable(),
  parts: z
    .array(
      z.strictObject({
        id: z.uuid(),
        name: plain(255, 'label.jpg'),
        mediaType: plain(255, 'image/jpeg'),
        bytes: z.number().int().min(0),
        file: plain(500, 'organization/attachment/id'),
        contentId: plain(1000, 'pic1@mail').nullable(),
        inline: z.boolean(),
      }),
    )
    .max(200),
})
export type Received = z.output<typeof receivedMail>

/** Whether a mail becomes a message: not our own that has come back, and none of nobody. */
export const isKept = <Mail extends Pick<Received, 'automatic' | 'from'>>(
  mail: Mail,
): mail is Mail & { from: NonNullable<Received['from']> } => mail.automatic !== 'loop' && mail.from !== null

/** Who wrote a mail that is kept. */
export type Sender = NonNullable<Received['from']>
