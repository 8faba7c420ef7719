import { z } from 'zod'
import { findContactsByIds } from '#modules/customers'
import { promisesByIds } from '#modules/promises'
import { operation } from '#platform/operation'
import { recoveryNotFound } from './errors.ts'
import { listItemRows } from './item-queries.ts'
import { channelOf } from './item-views.ts'
import { findRecovery } from './queries.ts'
import { itemView, recoveryId } from './schemas.ts'

const SOME = 1000
const n = z
  .number()
  .int()
  .min(0)
  .meta({ examples: [38] })

/** What pressing *send* would do, before it is pressed. */
export const readSending = operation({
  name: 'recoveries.readSending',
  effect: 'reads',
  permission: 'recoveries.read',
  summary: 'How many would be told if all that wait were sent now, in which languages, by which channels',
  input: z.strictObject({ id: recoveryId }),
  output: z.object({
    ready: n.meta({ description: 'They wait and have a new date.' }),
    languages: z
      .array(z.object({ language: itemView.shape.language, n }))
      .meta({ description: 'The most frequent first.' }),
    channels: z
      .array(z.object({ channel: itemView.shape.channel, n }))
      .meta({ description: 'By which they are told first.' }),
  }),
  async run(ctx, { id }) {
    if (!(await findRecovery(ctx.db, ctx.orgId, id))) throw recoveryNotFound()
    const languages = new Map<z.output<typeof itemView>['language'], number>()
    const channels = new Map<z.output<typeof itemView>['channel'], number>()
    let ready = 0
    let after: string[] | null = null
    for (;;) {
      const filter = { states: ['waiting', 'failed'] as const, undated: false }
      const rows = await listItemRows(ctx.db, ctx.orgId, id, filter, after, SOME)
      const promises = await promisesByIds(
        ctx.db,
        ctx.orgId,
        rows.map((row) => row.promise_id),
      )
      const contacts = await findContactsByIds(ctx, [...new Set(promises.flatMap((row) => row.contact_id ?? []))])
      for (const { contact_id: contactId } of promises) {
        const contact = contacts.get(contactId ?? '')
        count(languages, contact?.language ?? null)
        count(channels, channelOf(contact))
      }
      ready += rows.length
      const last = rows.at(-1)
      if (!last || rows.length < SOME) break
      after = [last.last_moment_at.toString(), last.promise_id]
    }
    return {
      ready,
      languages: most(languages).map(([language, times]) => ({ language, n: times })),
      channels: most(channels).map(([channel, times]) => ({ channel, n: times })),
    }
  },
})

const count = <K>(of: Map<K, number>, key: K): unknown => of.set(key, (of.get(key) ?? 0) + 1)
const most = <K>(of: ReadonlyMap<K, number>): [K, number][] => [...of].sort(([, a], [, b]) => b - a)
