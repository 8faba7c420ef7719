import { z } from 'zod'
import type { Calendar } from '#library/calendar'
import { calendarClock } from '#modules/calendars'
import { operation } from '#platform/operation'
import { tzRevision } from './clock.ts'
import { claimMorning, concerned, settleRaised } from './digest-queries.ts'
import { whoIsOnDuty } from './step-people.ts'

/** Where a shift runs over midnight, the day begins at this hour: nobody is written to at night. */
const MORNING = 7

/**
 * The local date whose digest is to be written at `now`: from the first opening of a day that has one, while it is open;
 * null at other times.
 */
export function digestDay(calendar: Calendar, now: Temporal.Instant): Temporal.PlainDate | null {
  const midnight = now.toZonedDateTimeISO(calendar.timeZone).startOfDay()
  const from = calendar.isOpen(midnight.epochMilliseconds) ? midnight.with({ hour: MORNING }) : midnight
  if (!calendar.isOpen(now.epochMilliseconds)) return null
  return calendar.nextOpen(from.epochMilliseconds) <= now.epochMilliseconds ? midnight.toPlainDate() : null
}

/** The end of a local date. */
export const endOfDay = (day: Temporal.PlainDate, timeZone: string): Temporal.Instant =>
  day.add({ days: 1 }).toZonedDateTime(timeZone).toInstant()

const SETTLED_AT_MOST = 5_000

/**
 * Once a business morning: a mail to each member with what is overdue or due today of theirs, or of a team they are on
 * duty in, and what they were told and have not acknowledged. Called as often as one likes; whoever claims the morning
 * hands over the mails with it, so that no restart sends twice.
 */
export const sendDigests = operation({
  name: 'promises.sendDigests',
  effect: 'writes',
  permission: 'promises.sendDigests',
  summary: 'In the morning, hand over each member’s digest of what still needs them',
  input: z.strictObject({ also: z.array(z.uuid()).default([]).meta({ description: 'Who has other news.' }) }),
  output: z.object({ members: z.number().int() }),
  async run(ctx, { also }) {
    const { calendar } = await calendarClock(ctx, null)
    const day = digestDay(calendar, ctx.now)
    if (day === null) return { members: 0 }
    if (!(await claimMorning(ctx.db, ctx.orgId, day.toString(), { tzRevision, now: ctx.now }))) return { members: 0 }
    await settleRaised(ctx.db, ctx.orgId, SETTLED_AT_MOST)
    const rows = await concerned(ctx.db, ctx.orgId, endOfDay(day, calendar.timeZone))
    const teamsOf = new Map<string, string[]>()
    for (const { member_id } of rows) if (member_id !== null) teamsOf.set(member_id, [])
    for (const id of also) teamsOf.set(id, [])
    const teams = rows.map((row) => row.team_id).filter((id) => id !== null)
    for (const [teamId, memberIds] of await whoIsOnDuty(ctx, teams))
      for (const id of memberIds) teamsOf.set(id, [...(teamsOf.get(id) ?? []), teamId])
    for (const [memberId, teamIds] of teamsOf)
      ctx.later({ name: 'promises.send_digest', data: { memberId, teamIds, day: day.toString() } })
    return { members: teamsOf.size }
  },
})
