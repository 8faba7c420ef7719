import { z } from 'zod'
import type { FollowUp } from '#modules/accounts'
import { createDefaultCalendar } from '#modules/calendars'
import { operation, systemActor } from '#platform/operation'
import { beginSample } from './sample/progress.ts'

const prepareOrganization = operation({
  name: 'organizations.prepare',
  effect: 'writes',
  permission: 'organizations.prepare',
  summary: "Give a new organization its default calendar: typical hours and its country's public holidays",
  input: z.strictObject({ country: z.string(), zone: z.string() }),
  output: z.object({ calendarId: z.uuid() }),
  run: async (ctx, about) => ({ calendarId: (await createDefaultCalendar(ctx, about)).id }),
})

/** What is done for a new organization. Each may be called again after a set-up that was cut short. */
export const followUps: readonly FollowUp[] = [
  async (gate, { id, country, timeZone }) => {
    await gate.run(prepareOrganization, systemActor(id, 'set-up'), { country, zone: timeZone })
  },
  async (gate, { id, sample }) => {
    if (sample) await gate.run(beginSample, systemActor(id, 'set-up'), {})
  },
]
