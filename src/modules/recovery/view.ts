import { memberNames } from '#modules/accounts'
import { textOf, textOrNull } from '#platform/fields'
import type { Context } from '#platform/operation'
import { recoveryNotFound } from './errors.ts'
import { type Counted, countItems } from './item-queries.ts'
import { findRecovery, type RecoveryRow } from './queries.ts'
import type { Cause, Dates } from './recovery.ts'
import type { RecoveryView } from './schemas.ts'

/** Recoveries with what became of what is in them: one statement for the counts of all. */
export async function viewsOfRecoveries(ctx: Context, rows: readonly RecoveryRow[]): Promise<RecoveryView[]> {
  const [counted, names] = await Promise.all([
    countItems(
      ctx.db,
      ctx.orgId,
      rows.map(({ id }) => id),
    ),
    memberNames(ctx, [...new Set(rows.flatMap((row) => row.owner_id ?? []))]),
  ])
  const countsOf = Map.groupBy(counted, (each) => each.recovery_id)
  return rows.map((row) => ({
    id: row.id,
    cause: row.cause as Cause,
    title: row.title,
    about: row.about,
    state: row.state as RecoveryView['state'],
    dates: row.dates as Dates,
    reasonId: row.reason_id,
    reason: row.reason,
    belowFloorReason: row.below_floor_reason,
    holding: row.holding,
    ownerId: row.owner_id,
    ownerName: names.get(row.owner_id ?? '') ?? null,
    actBy: textOrNull(row.act_by),
    calledAt: textOrNull(row.called_at),
    heldAt: textOrNull(row.held_at),
    counts: countsIn(countsOf.get(row.id) ?? []),
    createdAt: textOf(row.created_at),
    finishedAt: textOrNull(row.finished_at),
    closedWhy: row.closed_why,
    version: row.version,
  }))
}

function countsIn(counted: readonly Counted[]): RecoveryView['counts'] {
  const of = (which: (each: Counted) => boolean, what: 'n' | 'undated' = 'n'): number =>
    counted.filter(which).reduce((sum, each) => sum + each[what], 0)
  const inState = (state: string) => of((each) => each.state === state)
  const became = (outcome: string) => of((each) => each.outcome === outcome)
  return {
    total: of(() => true),
    waiting: inState('waiting'),
    undated: of((each) => each.state === 'waiting', 'undated'),
    ...{ chosen: inState('chosen'), sent: inState('sent'), left: inState('left') },
    ...{ settled: inState('settled'), failed: inState('failed') },
    ...{
      accepted: became('accepted'),
      declined: became('declined'),
      silent: became('silent'),
      untold: became('untold'),
    },
  }
}

/** @throws recovery/not_found */
export async function viewOfRecovery(ctx: Context, row: RecoveryRow | undefined): Promise<RecoveryView> {
  const [view] = row ? await viewsOfRecoveries(ctx, [row]) : []
  if (!view) throw recoveryNotFound()
  return view
}

/** @throws recovery/not_found */
export const recoveryById = async (ctx: Context, id: string): Promise<RecoveryView> =>
  viewOfRecovery(ctx, await findRecovery(ctx.db, ctx.orgId, id))
