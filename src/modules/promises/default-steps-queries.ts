import { sql } from 'kysely'
import type { Tx } from '#platform/db'
import type { PolicyStep } from './policy-spec.ts'

export type DefaultStepsRow = { steps: readonly PolicyStep[]; version: number }

export const findDefaultSteps = async (db: Tx, orgId: string): Promise<DefaultStepsRow | undefined> => {
  const row = await db
    .selectFrom('default_steps')
    .select(['steps', 'version'])
    .where('org_id', '=', orgId)
    .executeTakeFirst()
  return row && { steps: row.steps as PolicyStep[], version: row.version }
}

/** Writes the steps, unless somebody has changed those of `version`; false then. Without a row the defaults are version 1. */
export async function storeDefaultSteps(
  db: Tx,
  orgId: string,
  steps: readonly PolicyStep[],
  version: number,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into default_steps as d (org_id, steps, version) values (${orgId}, ${JSON.stringify(steps)}::jsonb, 2)
    on conflict (org_id) do update set steps = excluded.steps, version = d.version + 1 where d.version = ${version}`.execute(
    db,
  )
  return numAffectedRows === 1n
}
