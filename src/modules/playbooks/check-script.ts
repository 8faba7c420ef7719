import { calendarClocks } from '#modules/calendars'
import { languagesRead } from '#modules/customers'
import { organizationOf } from '#modules/directory'
import type { Context } from '#platform/operation'
import { nameTaken, overPromises, scriptFaults } from './errors.ts'
import type { ScriptTexts, Use } from './script.ts'
import { type Finding, findingsOf } from './script-findings.ts'
import { scriptWithName } from './script-queries.ts'

type Script = { use: Use; texts: ScriptTexts }

/** What is wrong with a script in this organization, or says more than can be kept. */
export async function findingsIn(ctx: Context, { use, texts }: Script): Promise<Finding[]> {
  const [{ language, timeZone }, calendars, read] = await Promise.all([
    organizationOf(ctx),
    calendarClocks(ctx, [null]),
    languagesRead(ctx),
  ])
  const languages = [...new Set([language, ...read])]
  return findingsOf({ use, texts, languages, now: ctx.now, timeZone, calendar: calendars.get(null) })
}

/**
 * Holds a script to the rules before it is saved.
 * @param reason why words that say more than can be kept stand all the same
 * @returns these words
 * @throws playbooks/name_taken; the code of each fault, with where it stands; playbooks/over_promise without a reason
 */
export async function checkScript(
  ctx: Context,
  script: Script & { name: string },
  { id, reason }: { id: string | null; reason: string | null | undefined },
): Promise<Finding[]> {
  const named = await scriptWithName(ctx.db, ctx.orgId, script.name)
  if (named && named.id !== id) throw nameTaken()
  const findings = await findingsIn(ctx, script)
  const faults = findings.filter(({ level }) => level === 'error')
  if (faults.length > 0) throw scriptFaults(faults)
  const confirmed = findings.filter(({ level }) => level === 'confirm')
  if (confirmed.length > 0 && !reason) throw overPromises(confirmed)
  return confirmed
}
