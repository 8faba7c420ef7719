import type { Tx } from '#platform/db'

export const forgetAnswersBefore = (db: Tx, orgId: string, before: Temporal.Instant) =>
  db.deleteFrom('idempotency').where('org_id', '=', orgId).where('created_at', '<', before).execute()
