import { z } from 'zod'
import { findContactsByIds } from '#modules/customers'
import { organizationOf } from '#modules/directory'
import { amountText, remediesOf, worded } from '#modules/playbooks'
import { promisesByIds } from '#modules/promises'
import { instantText, LANGUAGES, type Language, textOf, textOrNull } from '#platform/fields'
import { loadMoments } from '#platform/moments'
import type { Context } from '#platform/operation'
import { listGrantRows } from './queries.ts'

/** What was granted, as its customer reads it. */
export const givenView = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  promiseId: z.uuid().nullable().meta({ description: 'The promise that it is done.' }),
  text: z.string().meta({ examples: ['We take €15.00 off your bill.'] }),
  language: z.enum(LANGUAGES),
  state: z.enum(['promised', 'done', 'given']).meta({
    description: 'given: it needed no doing. promised: it will be done by dueAt.',
    examples: ['promised'],
  }),
  at: instantText,
  dueAt: instantText.nullable(),
})

const MOST = 50

/** What was granted about a matter and not taken back, oldest first, in the words its customer was promised it in. */
export async function givenAbout(ctx: Context, about: string): Promise<z.input<typeof givenView>[]> {
  const rows = (await listGrantRows(ctx.db, ctx.orgId, { about }, null, MOST))
    .filter(({ state }) => state === 'granted')
    .reverse()
  if (rows.length === 0) return []
  const [organization, remedies, contacts, promises] = await Promise.all([
    organizationOf(ctx),
    remediesOf(
      ctx,
      rows.map((row) => row.remedy_id),
    ),
    findContactsByIds(
      ctx,
      rows.flatMap((row) => row.contact_id ?? []),
    ),
    promisesByIds(
      ctx.db,
      ctx.orgId,
      rows.flatMap((row) => row.promise_id ?? []),
    ),
  ])
  return Promise.all(
    rows.map(async (row) => {
      const promise = promises.find(({ id }) => id === row.promise_id)
      const contact = contacts.get(row.contact_id ?? '')
      const language = contact?.language ?? organization.language
      const moments = await loadMoments(language, organization.country)
      const zone = contact?.timeZone ?? organization.timeZone
      const until = row.expires_on?.toZonedDateTime(zone).toInstant() ?? null
      const said = promise
        ? { text: promise.wording, language: promise.language as Language }
        : worded(remedies.get(row.remedy_id)?.wording ?? {}, language, organization.language, {
            amount: Number(row.amount) === 0 ? null : amountText(Number(row.amount), row.currency, language),
            until: until === null ? null : moments.date(until, { zone, now: ctx.now }),
          })
      return {
        id: row.id,
        customerId: row.customer_id,
        promiseId: row.promise_id,
        ...said,
        state: promise
          ? promise.occurred_at === null
            ? ('promised' as const)
            : ('done' as const)
          : ('given' as const),
        at: textOf(promise?.occurred_at ?? row.created_at),
        dueAt: textOrNull(promise?.due_at ?? null),
      }
    }),
  )
}
