import type { Language } from '#platform/fields'
import { TEAM_WORDS } from './words/team-words.ts'

type Hours = Readonly<Record<string, readonly (readonly [from: string, to: string])[]>>

export type PlannedTeam = {
  name: string
  /** A calendar of its own that never closes, by name; null for the firm's. */
  openAlways: string | null
  /** Keys of the staff. */
  members: readonly string[]
  rota: readonly { key: string; hours: Hours }[]
  changes: readonly {
    key: string
    /** Who stands in. */
    cover: string | null
    fromAt: Temporal.Instant
    toAt: Temporal.Instant
    note: string
  }[]
}

const on = (days: readonly string[], from: string, to: string): Hours =>
  Object.fromEntries(days.map((day) => [day, [[from, to]]]))

/**
 * The sample's teams: one that is there day and night, where two have swapped a day, and the office, where an absence
 * that nobody covers leaves a gap. The same for the same arguments.
 */
export function planTeams(firm: { now: Temporal.Instant; language: Language; timeZone: string }): PlannedTeam[] {
  const words = TEAM_WORDS[firm.language]
  const today = firm.now.toZonedDateTimeISO(firm.timeZone).startOfDay()
  const midnightIn = (days: number): Temporal.Instant => today.add({ days }).toInstant()
  // The next Monday that is at least two days away, so that there is time to do something about it.
  const monday = 2 + ((8 - today.add({ days: 2 }).dayOfWeek) % 7)
  return [
    {
      name: words.emergencies,
      openAlways: words.dayAndNight,
      members: ['tom.obrien', 'marta.vidal', 'jordi.ferrer', 'agnieszka.kowal', 'dmitri.sokolov'],
      rota: [
        { key: 'tom.obrien', hours: on(['mon', 'tue', 'wed', 'thu', 'fri'], '08:00', '18:00') },
        { key: 'marta.vidal', hours: on(['mon', 'wed', 'fri'], '18:00', '08:00') },
        { key: 'jordi.ferrer', hours: on(['tue', 'thu'], '18:00', '08:00') },
        { key: 'agnieszka.kowal', hours: on(['sat'], '08:00', '32:00') },
        { key: 'dmitri.sokolov', hours: on(['sun'], '08:00', '32:00') },
      ],
      changes: [
        {
          key: 'tom.obrien',
          cover: 'jordi.ferrer',
          fromAt: midnightIn(monday + 1),
          toAt: midnightIn(monday + 2),
          note: words.swap,
        },
      ],
    },
    {
      name: words.office,
      openAlways: null,
      members: ['rosa.mendes', 'sam.carter'],
      rota: [
        { key: 'rosa.mendes', hours: on(['wed', 'thu', 'fri'], '08:00', '18:00') },
        { key: 'sam.carter', hours: on(['mon', 'tue'], '08:00', '18:00') },
      ],
      changes: [
        {
          key: 'sam.carter',
          cover: null,
          fromAt: midnightIn(monday),
          toAt: midnightIn(monday + 1),
          note: words.training,
        },
      ],
    },
  ]
}
