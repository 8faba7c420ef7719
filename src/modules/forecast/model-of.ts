import { zstdDecompressSync } from 'node:zlib'
import type { ForecastModel } from '#library/forecast'
import type { Context } from '#platform/operation'
import type { FitPage } from './fit-in-thread.ts'
import { fitPages, hold, lastMidnight, type Midnight, restoreModel } from './held-model.ts'
import { type HistoryMark, historyPage } from './history.ts'
import { countHistory, type ModelHead, modelBytes, modelHead } from './queries.ts'

type Reader = Pick<Context, 'db' | 'orgId' | 'now'>

/** Version of what is stored: the engine's and the features'. Another one is made anew. */
export const FORMAT = 1

/** Histories up to this many requests are fitted when they are asked about; longer ones in the background, and stored. */
const FITTED_WHEN_ASKED = 20_000

export type ModelSetting = Midnight & { generation: number }

/** What a model of today is made of: history up to last midnight in the organization's zone, so that all processes and a
 * later rebuild come to the same. */
export async function settingOf(ctx: Reader, head: ModelHead | undefined): Promise<ModelSetting> {
  const { until, zone } = await lastMidnight(ctx)
  return { until, zone, generation: head?.generation ?? 0 }
}

/** Is the stored model the one of this setting? */
export const isCurrent = (head: ModelHead | undefined, { until, generation }: ModelSetting): boolean =>
  head?.format === FORMAT &&
  head.made_generation === generation &&
  head.made_until !== null &&
  Temporal.Instant.compare(head.made_until, until) >= 0

/**
 * The organization's model as of last midnight; the stored one of an earlier night while a long history is being fitted
 * again; null while a long history has not been fitted at all.
 */
export async function modelOf(ctx: Reader): Promise<ForecastModel | null> {
  const head = await modelHead(ctx.db, ctx.orgId)
  const setting = await settingOf(ctx, head)
  const key = [setting.generation, setting.until, head?.made_until, head?.made_generation].join(' ')
  return hold(`requests of ${ctx.orgId}`, key, () => makeModel(ctx, head, setting))
}

async function makeModel(
  ctx: Reader,
  head: ModelHead | undefined,
  setting: ModelSetting,
): Promise<ForecastModel | null> {
  if (isCurrent(head, setting)) return storedModel(ctx)
  if (await isLong(ctx, setting.until)) return head?.format === FORMAT ? storedModel(ctx) : null
  const pages: FitPage[] = []
  for (let after: HistoryMark | null = null; ; ) {
    const { page, next }: Awaited<ReturnType<typeof historyPage>> = await historyPage(
      ctx.db,
      ctx.orgId,
      setting.until,
      after,
    )
    pages.push(page)
    if (next === null) return fitPages(ctx, pages, setting)
    after = next
  }
}

/** Is the history too long to be fitted while somebody waits? */
export const isLong = async (ctx: Pick<Context, 'db' | 'orgId'>, until: Temporal.Instant): Promise<boolean> =>
  (await countHistory(ctx.db, ctx.orgId, until, FITTED_WHEN_ASKED + 1)) > FITTED_WHEN_ASKED

async function storedModel(ctx: Reader): Promise<ForecastModel | null> {
  const bytes = await modelBytes(ctx.db, ctx.orgId)
  return bytes && restoreModel(ctx, zstdDecompressSync(bytes).toString())
}
