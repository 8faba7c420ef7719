import type { Calendar } from '#library/calendar'
import { heldUntilMidnight, hoursOf, type Midnight } from '#modules/forecast'
import type { Context } from '#platform/operation'
import { type Course, type Courses, learnCourses } from './course.ts'
import { type CourseRow, courseRows } from './due-queries.ts'
import type { Saying } from './risk.ts'

/** A promise as it is asked about; epoch milliseconds. */
type Asked = Pick<CourseRow, 'kind' | 'policy_id' | 'started' | 'due'>

const SINCE = { hours: 24 * 448 }
const AT_MOST = 10_000
/** Of less business time than this a share is one of real time. */
const BUSINESS_SECONDS = 60

/**
 * What is said of promises that no request is behind, by the course that promises of their kind took here up to last
 * midnight: nights and holidays of the organization's calendar do not count.
 */
export async function sayingOfCourses(
  ctx: Pick<Context, 'db' | 'orgId' | 'now'>,
  midnight: Midnight,
): Promise<(promise: Asked, now: number) => Saying> {
  const calendar = (await hoursOf(ctx, undefined))?.calendar ?? null
  const courses = await heldUntilMidnight(ctx, midnight, 'courses', async () => {
    const { until } = midnight
    const rows = await courseRows(ctx.db, ctx.orgId, { since: until.subtract(SINCE), until, limit: AT_MOST })
    return learnCourses(rows.map((row) => courseOf(row, calendar, until.epochMilliseconds)))
  })
  return (promise, now) => sayingOf(courses, calendar, promise, now)
}

/** What a promise that still runs at `now` can be said to be. */
export function sayingOf(courses: Courses, calendar: Calendar | null, promise: Asked, now: number): Saying {
  const of = { kind: promise.kind, policy: promise.policy_id }
  const time = timeOf(promise, calendar)
  const share = time.shareAt(now)
  const chance = courses.chance(of, share)
  if (chance === null) return { reason: 'no_history' }
  return { chance, when: (lower) => time.instantAt(courses.shareWhen(of, lower, share)) }
}

/** A row of the past as a course, known up to an instant. */
export function courseOf(row: CourseRow, calendar: Calendar | null, known: number): Course {
  const { shareAt } = timeOf(row, calendar)
  const of = { kind: row.kind, policy: row.policy_id }
  const happened = row.closed !== null && row.closed <= known ? row.closed : null
  const lost = row.lost !== null && row.lost <= known ? row.lost : null
  const until = happened ?? lost ?? known
  // Kept at the due instant is kept in time; whatever came after it is later than that.
  if (until > row.due) return { ...of, until: 1, kept: false }
  return { ...of, until: shareAt(until), kept: happened !== null }
}

/** Instants of a promise as shares of its time, in business time where it has any. */
function timeOf({ started, due }: Asked, calendar: Calendar | null) {
  const business = calendar?.elapsed(started, due) ?? 0
  const counted = calendar !== null && business >= BUSINESS_SECONDS ? calendar : null
  return {
    shareAt(at: number): number {
      if (at <= started) return 0
      if (at >= due) return 1
      return counted ? counted.elapsed(started, at) / business : (at - started) / (due - started)
    },
    instantAt(share: number): number {
      if (share >= 1) return due
      return counted ? counted.due(started, Math.ceil(share * business)) : started + share * (due - started)
    },
  }
}
