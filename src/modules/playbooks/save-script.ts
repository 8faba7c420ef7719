import type { Context } from '#platform/operation'
import type { Finding } from './script-findings.ts'
import { insertVersions, type ScriptRow } from './script-queries.ts'

type Beside = { confirmed: readonly Finding[]; reason?: string | null | undefined; restoredFrom?: number }

/** Writes down what scripts say from now on, as versions that are never changed. */
export const keepVersions = (
  ctx: Context,
  rows: readonly ScriptRow[],
  { confirmed, reason, restoredFrom }: Beside = { confirmed: [] },
): Promise<unknown> =>
  insertVersions(
    ctx.db,
    rows.map((row) => ({
      org_id: ctx.orgId,
      script_id: row.id,
      version: row.version,
      name: row.name,
      use: row.use,
      tone: row.tone,
      texts: JSON.stringify(row.texts),
      over_promises: confirmed.length === 0 ? null : JSON.stringify(confirmed),
      reason: confirmed.length === 0 ? null : (reason ?? null),
      restored_from: restoredFrom ?? null,
      changed_by: ctx.actor.memberId,
      changed_at: ctx.now,
    })),
  )
