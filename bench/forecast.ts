// Dates and risks against what then happened, and what they cost. Public logs are looked for in the folder that --logs or
// KEPT_SERVICE_LOGS names (boston311_2011h2.csv.gz, itsm_uci_to_2016-04.csv.gz and its _events.csv.gz); what is not there
// is said to be skipped. A made-up log whose truth is known is always run.
import { Worker } from 'node:worker_threads'
import { type BacktestReport, backtest, fitForecast, type TestedRequest } from '#library/forecast'
import { DAY, dice, type LogPlan, makeLog } from '#test/service-log'
import { FIT_THREAD } from '../src/modules/forecast/fit-in-thread.ts'
import { isThere, type PublicLog, publicLogs, readPublicLog } from './forecast/logs.ts'
import type { Refit } from './forecast/refit.ts'
import { median, report, smoke } from './support.ts'

const FEATURES = ['category', 'channel']
const CONFIDENCE = [0.5, 0.8, 0.9, 0.95]
const FROM = Date.UTC(2025, 0, 6)
/** What share of dates must be kept, by confidence. */
const KEPT: Record<number, [number, number]> = {
  0.5: [0.46, 0.54],
  0.8: [0.77, 0.83],
  0.9: [0.88, 0.92],
  0.95: [0.93, 0.97],
}
const given = process.argv.indexOf('--logs')
const folder = given >= 0 ? process.argv[given + 1] : process.env.KEPT_SERVICE_LOGS

const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY

function cpuSeconds(work: () => void): number {
  const began = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(began)
  return (user + system) / 1e6
}

/** The fastest of some rounds: what else runs on the machine only ever slows one down. */
const fastest = (rounds: number, work: () => void): number =>
  Math.min(...Array.from({ length: rounds }, () => cpuSeconds(work)))

function share(log: string, figure: string, value: number, [least, most]: [number, number], more: object = {}): void {
  const ok = value >= least && value <= most
  report('forecast', { figure: `${log}: ${figure}`, value, unit: 'share', limit: `${least} to ${most}`, ok, ...more })
}

function reportBacktest(
  name: string,
  result: BacktestReport,
  declined: Record<number, number>,
  isPublic: boolean,
): void {
  for (const { confidence, kept, categoryQuantile, kaplanMeier, onBoth } of result.levels) {
    const at = `at ${Math.round(confidence * 100)} %`
    share(name, `kept ${at}`, kept.kept, KEPT[confidence] ?? [0, 1], {
      quotes: kept.quotes,
      medianDays: kept.medianDays,
      categoryQuantileKept: categoryQuantile.kept,
      kaplanMeierKept: kaplanMeier.kept,
    })
    const most = declined[confidence]
    share(name, `declined ${at}`, kept.declined, [0, most ?? 1])
    if (confidence >= 0.9) {
      const { oursDays, kaplanMeierDays, quotes } = onBoth
      // Where nothing changes, all of the log without corrections is the best that there is: nothing to beat.
      const limit = {
        limit: `<= ${kaplanMeierDays.toPrecision(4)} of plain Kaplan–Meier`,
        ok: oursDays <= kaplanMeierDays,
      }
      report('forecast', {
        figure: `${name}: pinball loss ${at} on both`,
        value: oursDays,
        unit: 'days',
        kaplanMeierDays,
        quotes,
        ...(isPublic ? limit : {}),
      })
    }
    if (confidence !== 0.9) continue
    const months = kept.months.filter(({ quotes }) => quotes >= 200).map((month) => month.kept)
    if (months.length > 0) {
      share(name, 'worst month at 90 %', Math.min(...months), [0.86, 0.94])
      share(name, 'best month at 90 %', Math.max(...months), [0.86, 0.94])
    }
    if (Number.isNaN(kept.segmentError)) continue
    share(name, 'mean error of large segments at 90 %', kept.segmentError, [0, 0.035])
    share(name, 'large segments within 5 points at 90 %', kept.segmentsWithin5, [0.75, 1])
  }
}

function reportRisk(name: string, result: BacktestReport): void {
  for (const { of, point, score } of result.risk) {
    const at = `risk of ${of === 'targets' ? 'its own targets' : 'our dates'} at ${point * 100} % of the time`
    const asked = point === 0.5 && (of === 'targets' || name === 'IT incidents')
    const least = of === 'targets' ? 0.77 : 0.72
    report('forecast', {
      figure: `${name}: ${at}`,
      value: score.auc,
      unit: 'AUC',
      ...(asked ? { limit: `>= ${least}`, ok: score.auc >= least } : {}),
      stated: score.stated,
    })
    report('forecast', {
      figure: `${name}: ${at}, calibration error`,
      value: score.calibrationError,
      unit: 'share',
      ...(asked && of === 'targets' ? { limit: '<= 0.05', ok: score.calibrationError <= 0.05 } : {}),
    })
  }
}

/** Quotes of one day, from the whole log and from the log cut off at that morning. */
function reportLookAhead(name: string, log: readonly TestedRequest[], zone: string, date: string): void {
  const now = Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds
  const next = now + DAY
  const known = log
    .filter(({ openedAt }) => openedAt <= now)
    .map((request) => (request.closedAt !== null && request.closedAt > now ? { ...request, closedAt: null } : request))
  const asked = log.filter(({ openedAt }) => openedAt > now && openedAt <= next)
  const quotes = [log, known].map((one) => {
    const model = fitForecast(one, { now, zone, features: FEATURES })
    return asked.map((request) => JSON.stringify(model.quote(request, { confidence: CONFIDENCE })))
  })
  const differences = asked.filter((_, i) => quotes[0]?.[i] !== quotes[1]?.[i]).length
  report('forecast', {
    figure: `${name}: quotes that change when the future is cut off`,
    value: differences,
    unit: 'quotes',
    limit: '0',
    ok: differences === 0,
    of: asked.length,
  })
}

async function runPublicLog(where: string, log: PublicLog): Promise<void> {
  const requests = await readPublicLog(where, log)
  const result = backtest(requests, {
    zone: log.zone,
    features: FEATURES,
    confidence: CONFIDENCE,
    fromDay: dayNumber(log.from),
    toDay: dayNumber(log.to),
    by: 'category',
  })
  reportBacktest(log.name, result, log.declined, true)
  reportRisk(log.name, result)
  const day = dayNumber(log.from) + 14
  reportLookAhead(log.name, requests, log.zone, new Date(day * DAY).toISOString().slice(0, 10))
}

function runMadeUpLog(): void {
  const days = smoke ? 80 : 240
  const log = makeLog({
    days,
    perDay: smoke ? 12 : 120,
    from: FROM,
    categories: { repair: 3, question: 0.5, order: 9 },
    channels: ['web', 'phone'],
    never: 0.03,
    office: true,
  })
  const first = FROM / DAY + days / 2
  const result = backtest(log, {
    zone: 'UTC',
    features: FEATURES,
    confidence: CONFIDENCE,
    fromDay: first,
    toDay: first + (smoke ? 7 : 60),
    by: 'category',
  })
  // A few hundred quotes stray further than the limits allow for.
  if (smoke)
    report('forecast', { figure: 'made-up log: kept at 90 %', value: result.levels[2]?.kept.kept ?? 0, unit: 'share' })
  else reportBacktest('made-up log', result, {}, false)
  reportLookAhead('made-up log', log, 'UTC', new Date((first + 3) * DAY).toISOString().slice(0, 10))
}

/** A log of any length without keeping it in memory, 2,000 requests a day. */
function* endlessLog(rows: number, categories: number): Generator<TestedRequest> {
  const random = dice(5)
  for (let i = 0; i < rows; i++) {
    const openedAt = FROM + (i * DAY) / 2000
    const closedAt = openedAt - Math.log(1 - random()) * 3 * DAY
    const category = `c${Math.floor(random() * random() * categories)}`
    yield { id: `r${i}`, openedAt, closedAt, targetAt: null, category, channel: random() < 0.5 ? 'web' : 'phone' }
  }
}

/** CPU seconds of each of some refits, in a thread as the product fits in. */
const refitSeconds = (workerData: Refit): Promise<number[]> =>
  new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./forecast/refit.ts', import.meta.url), { ...FIT_THREAD, workerData })
    thread.once('message', resolve)
    thread.once('error', reject)
  })

async function measureSpeed(): Promise<void> {
  const rows = smoke ? 3000 : 120_000
  const plan: LogPlan = {
    days: 365,
    perDay: Math.ceil(rows / 365),
    from: FROM,
    categories: Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`c${i}`, 0.5 + i / 4])),
    channels: ['web', 'phone', 'mail'],
    never: 0.1,
  }
  const log = makeLog(plan)
  const now = FROM + 364 * DAY
  const refit = Math.min(...(await refitSeconds({ plan, now, features: FEATURES, rounds: smoke ? 1 : 7 })))
  const model = fitForecast(log, { now, zone: 'UTC', features: FEATURES })
  report('forecast', {
    figure: `refit of ${log.length} requests`,
    value: refit,
    unit: 's of CPU',
    limit: '<= 1',
    ok: refit <= 1,
  })
  const asks = smoke ? 500 : 20_000
  const quoting = fastest(3, () => {
    for (let i = 0; i < asks; i++)
      model.quote({ ...log[(i * 7) % log.length], openedAt: now }, { confidence: CONFIDENCE })
  })
  report('forecast', {
    figure: 'quote',
    value: (quoting * 1000) / asks,
    unit: 'ms',
    limit: '<= 0.2',
    ok: quoting * 1000 <= 0.2 * asks,
  })
  const chances = fastest(3, () => {
    for (let i = 0; i < asks; i++) {
      const { category, channel } = log[(i * 7) % log.length] as TestedRequest & { category: string; channel: string }
      model.chanceKept({ category, channel, openedAt: now - (i % 9) * DAY }, { dueAt: now + 3 * DAY, now })
    }
  })
  report('forecast', {
    figure: 'chance',
    value: (chances * 1000) / asks,
    unit: 'ms',
    limit: '<= 0.05',
    ok: chances * 1000 <= 0.05 * asks,
  })
  const updates: number[] = []
  for (let day = 1; day <= (smoke ? 2 : 7); day++) {
    const opened = makeLog({
      days: 1,
      perDay: Math.ceil(rows / 365),
      from: now + (day - 1) * DAY,
      seed: day,
      categories: { c1: 2, c7: 3 },
    }).map((request) => ({ ...request, id: `${day} ${request.id}`, closedAt: null }))
    updates.push(
      cpuSeconds(() => {
        model.update({ opened }, { now: now + day * DAY })
        model.quote({ category: 'c1', channel: 'web', openedAt: now + day * DAY }, { confidence: CONFIDENCE })
      }),
    )
  }
  report('forecast', {
    figure: "a day's update",
    value: median(updates),
    unit: 's of CPU',
    limit: '<= 0.2',
    ok: median(updates) <= 0.2,
  })
}

function measureGrowth(): void {
  const sizes = smoke ? [2_000, 8_000] : [500_000, 5_000_000]
  const [small, large] = sizes.map((rows) => {
    const now = FROM + (rows * DAY) / 2000
    let stored = 0
    const seconds = fastest(1, () => {
      stored = JSON.stringify(fitForecast(endlessLog(rows, 200), { now, zone: 'UTC', features: FEATURES })).length
    })
    report('forecast', {
      figure: `fit of ${rows} requests`,
      value: seconds,
      unit: 's of CPU',
      storedMegabytes: Number((stored / 1e6).toPrecision(3)),
    })
    return { perRow: seconds / rows, stored }
  }) as [{ perRow: number; stored: number }, { perRow: number; stored: number }]
  const growth = large.perRow / small.perRow
  report('forecast', {
    figure: `cost per request, ${sizes[1]} / ${sizes[0]}`,
    value: growth,
    unit: 'ratio',
    limit: '<= 1.5',
    ok: growth <= 1.5,
  })
  const memory = large.stored / small.stored
  report('forecast', {
    figure: `size of the model, ${sizes[1]} / ${sizes[0]}`,
    value: memory,
    unit: 'ratio',
    limit: '<= 2',
    ok: memory <= 2,
  })
}

// First, while the memory holds nothing else.
await measureSpeed()
for (const log of publicLogs) {
  if (!smoke && isThere(folder, log)) await runPublicLog(folder, log)
  else
    console.error(
      `skipped: ${log.name} (${log.file}${smoke ? ', this is a smoke run' : folder === undefined ? ': name its folder with --logs or KEPT_SERVICE_LOGS' : ` is not in ${folder}`})`,
    )
}
runMadeUpLog()
measureGrowth()
