import { z } from 'zod'
import { stale } from '#platform/errors'
import { ifVersion, LANGUAGES, timeZone, words } from '#platform/fields'
import { memberOperation } from '#platform/operation'
import { memberNotFound } from './errors.ts'
import { memberView, quietHours, viewOfMember } from './member.ts'
import { lockMember, updateMemberRow } from './queries.ts'

export const updateAccount = memberOperation({
  name: 'account.update',
  effect: 'writes',
  permission: 'account.update',
  summary: 'Change your own name, language, time zone or quiet hours',
  input: z.strictObject({
    name: words(200, 'Ana Ruiz').optional(),
    language: z.enum(LANGUAGES).optional(),
    timeZone: timeZone
      .nullable()
      .optional()
      .meta({ description: "null: the organization's.", examples: ['Europe/Warsaw'] }),
    quietHours: quietHours.nullable().optional().meta({ description: 'No mail about work then; null: none.' }),
    ifVersion,
  }),
  output: memberView,
  async run(ctx, { ifVersion: version, ...change }) {
    const present = await lockMember(ctx.db, ctx.orgId, ctx.actor.memberId)
    if (!present) throw memberNotFound()
    if (version !== undefined && version !== present.version) throw stale('accounts', 'member', present.version)
    const row = await updateMemberRow(ctx.db, ctx.orgId, present.id, {
      name: change.name ?? present.name,
      language: change.language ?? present.language,
      time_zone: change.timeZone === undefined ? present.time_zone : change.timeZone,
      ...(change.quietHours === undefined
        ? {}
        : { quiet_from: change.quietHours?.from ?? null, quiet_to: change.quietHours?.to ?? null }),
    })
    ctx.record({ type: 'member.updated', subject: `member:${row.id}`, data: { changed: Object.keys(change) } })
    return viewOfMember(row)
  },
})
