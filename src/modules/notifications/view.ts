import { z } from 'zod'
import { loadMessages } from '#messages/notifications'
import { memberNames } from '#modules/accounts'
import { customerNames } from '#modules/customers'
import { promiseStands } from '#modules/promises'
import { requestStands } from '#modules/requests'
import { instantText, textOf, textOrNull } from '#platform/fields'
import type { Language } from '#platform/i18n'
import type { Context } from '#platform/operation'
import { KINDS, type Kind } from './kinds.ts'
import type { NotificationRow } from './queries.ts'
import { detailOf, pageOf, titleOf } from './sentence.ts'

const name = (example: string) => z.string().meta({ examples: [example] })

export const notificationView = z.object({
  id: z.uuid(),
  kind: z.enum(KINDS).meta({ examples: ['replied'] }),
  at: instantText,
  times: z
    .number()
    .int()
    .meta({ description: 'How often it happened since it was last read.', examples: [1] }),
  readAt: instantText.nullable(),
  subject: name('promise:01938c1e-7a00-7000-8000-000000000001'),
  about: name('request:01938c1e-7a00-7000-8000-000000000001'),
  title: name('The customer accepted').meta({ description: 'What happened, in your language.' }),
  detail: name('Your boiler will be repaired. · Ana Ruiz').meta({ description: 'What it is about.' }),
  page: name('/requests/01938c1e-7a00-7000-8000-000000000001').meta({ description: 'Where the console shows it.' }),
  outcome: z
    .string()
    .meta({ description: 'answered: accepted or declined. import_ended: finished or failed.', examples: ['accepted'] }),
  by: name('Fay').nullable().meta({ description: 'The member who did it; null: somebody else, or Kept by itself.' }),
  customer: name('Ana Ruiz').nullable(),
  promise: z.object({ id: z.uuid(), wording: name('Your boiler will be repaired.') }).nullable(),
  request: z.object({ id: z.uuid(), number: z.number().int(), subject: name('Boiler knocks') }).nullable(),
})

const idIn = (reference: string, kind: string): string | null =>
  reference.startsWith(`${kind}:`) ? reference.slice(kind.length + 1) : null

/** Some notifications in a language; statements do not grow with them. */
export async function viewsOf(
  ctx: Context,
  language: Language,
  rows: readonly NotificationRow[],
): Promise<z.input<typeof notificationView>[]> {
  const ids = (kind: string, of: 'subject' | 'about'): string[] => [
    ...new Set(rows.map((row) => idIn(row[of], kind)).filter((id) => id !== null)),
  ]
  const promises = await promiseStands(ctx, ids('promise', 'subject'))
  const requests = await requestStands(ctx, [...new Set([...ids('request', 'about'), ...ids('request', 'subject')])])
  const customerIds = [...promises.values(), ...requests.values()].map(({ customerId }) => customerId)
  const customers = await customerNames(ctx, [...new Set(customerIds.filter((id) => id !== null))])
  const members = await memberNames(ctx, [
    ...new Set(rows.filter((row) => row.actor_kind === 'member').map((row) => row.actor_id)),
  ])
  const { says } = await loadMessages(language)
  return rows.map((row) => {
    const promise = promises.get(idIn(row.subject, 'promise') ?? '')
    const request = requests.get(idIn(row.about, 'request') ?? idIn(row.subject, 'request') ?? '')
    const facts = {
      subject: row.subject,
      times: row.times,
      outcome: (row.data as { outcome?: string }).outcome ?? '',
      by: members.get(row.actor_id) ?? null,
      customer: customers.get(promise?.customerId ?? request?.customerId ?? '') ?? null,
      promise: promise ? { id: promise.id, wording: promise.wording } : null,
      request: request ? { id: request.id, number: request.number, subject: request.subject } : null,
    }
    return {
      id: row.id,
      kind: row.kind as Kind,
      at: textOf(row.at),
      readAt: textOrNull(row.read_at),
      about: row.about,
      ...facts,
      title: titleOf(says, row.kind as Kind, facts),
      detail: detailOf(facts),
      page: pageOf(facts),
    }
  })
}
