import { sql } from 'kysely'
import type { Tx } from '#platform/db'

export type RulesRow = { at_risk_below: number; floor: number; hard_floor: boolean; version: number }

export const findRules = (db: Tx, orgId: string): Promise<RulesRow | undefined> =>
  db
    .selectFrom('promise_rules')
    .select(['at_risk_below', 'floor', 'hard_floor', 'version'])
    .where('org_id', '=', orgId)
    .executeTakeFirst()

/** Writes the rules, unless somebody has changed those of `version`; undefined then. Without a row the defaults are version 1. */
export async function storeRules(
  db: Tx,
  orgId: string,
  { atRiskBelow, floor, hardFloor }: { atRiskBelow: number; floor: number; hardFloor: boolean },
  version: number,
): Promise<RulesRow | undefined> {
  const { rows } = await sql<RulesRow>`
    insert into promise_rules as r (org_id, at_risk_below, floor, hard_floor, version)
    values (${orgId}, ${atRiskBelow}, ${floor}, ${hardFloor}, 2)
    on conflict (org_id) do update set at_risk_below = excluded.at_risk_below, floor = excluded.floor,
      hard_floor = excluded.hard_floor, version = r.version + 1
    where r.version = ${version}
    returning at_risk_below, floor, hard_floor, version`.execute(db)
  return rows[0]
}
