import { sql } from 'kysely'
import type { Tx } from '#platform/db'
import type { PolicyStep } from './policy-spec.ts'

export type DefaultStepsRow = {
  steps: readonly PolicyStep[]
  /** Steps of some kinds of promise, instead of those of all. */
  byKind: Readonly<Record<string, readonly PolicyStep[]>>
  version: number
}

export const findDefaultSteps = async (db: Tx, orgId: string): Promise<DefaultStepsRow | undefined> => {
  const row = await db
    .selectFrom('default_steps')
    .select(['steps', 'by_kind', 'version'])
    .where('org_id', '=', orgId)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    steps: row.steps as PolicyStep[],
    byKind: row.by_kind as object as DefaultStepsRow['byKind'],
    version: row.version,
  }
}

/** Writes the steps, unless somebody has changed those of `version`; false then. Without a row the defaults are version 1. */
export async function storeDefaultSteps(
  db: Tx,
  orgId: string,
  { steps, byKind }: Pick<DefaultStepsRow, 'steps' | 'byKind'>,
  version: number,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into default_steps as d (org_id, steps, by_kind, version)
    values (${orgId}, ${JSON.stringify(steps)}::jsonb, ${JSON.stringify(byKind)}::jsonb, 2)
    on conflict (org_id) do update set steps = excluded.steps, by_kind = excluded.by_kind, version = d.version + 1 where d.version = ${version}`.execute(
    db,
  )
  return numAffectedRows === 1n
}
