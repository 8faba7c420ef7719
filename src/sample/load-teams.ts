import { changeDuty, createCalendar, createTeam } from '#modules/calendars'
import type { Language } from '#platform/fields'
import type { History } from './history.ts'
import { planTeams } from './plan-teams.ts'
import { HOUR, plus } from './scene.ts'

type Firm = { now: Temporal.Instant; language: Language; timeZone: string }

const ALL_DAY = [['00:00', '24:00']]
const ALWAYS = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ALL_DAY]))

/** Makes the teams of the sample, as old as the firm, with what was entered lately about their duty. */
export async function loadTeams(
  { gate, clock, system }: History,
  idOf: (key: string) => string,
  firm: Firm,
): Promise<void> {
  for (const { name, openAlways, members, rota, changes } of planTeams(firm)) {
    clock.set(plus(firm.now, -365 * 24 * HOUR))
    const calendar =
      openAlways === null
        ? null
        : await gate.run(createCalendar, system, { name: openAlways, timeZone: firm.timeZone, hours: ALWAYS })
    const team = await gate.run(createTeam, system, {
      name,
      calendarId: calendar?.id ?? null,
      memberIds: members.map(idOf),
      rota: rota.map(({ key, hours }) => ({ memberId: idOf(key), hours })),
    })
    clock.set(plus(firm.now, -26 * HOUR))
    for (const { key, cover, fromAt, toAt, note } of changes)
      await gate.run(changeDuty, system, {
        id: team.id,
        memberId: idOf(key),
        kind: 'off',
        fromAt: fromAt.toString(),
        toAt: toAt.toString(),
        note,
        ...(cover === null ? {} : { coverId: idOf(cover) }),
      })
  }
}
