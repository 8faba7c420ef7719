// Business time: operations a second of the compiled calendar beside a day-by-day walk with native Temporal and the
// public libraries that can do the job. CPU time, tight loops over typed arrays; the best of several rounds.
import { spawnSync } from 'node:child_process'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext, runInThisContext } from 'node:vm'
import { type Calendar, type CalendarSpec, compileCalendar, type Pause } from '#library/calendar'
import { dayWalk, type Peer } from './calendar/day-walk.ts'
import { installPeers, loadPeer, type PeerName, peerNames } from './calendar/peers.ts'
import { makeWorkload, seeded, type Workload } from './calendar/workload.ts'
import { report, smoke } from './support.ts'

const OPERATIONS = smoke ? 2000 : 100_000
const HOUR = 3_600_000
const YEARS = [2024, 2025, 2026, 2027]
const workload = makeWorkload(OPERATIONS)
const peer = process.argv[process.argv.indexOf('--peer') + 1] as PeerName
if (process.argv.includes('--peer')) measurePeer(peer)
else measure()

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Operations a second in the fastest of some rounds: what else runs on the machine only ever slows one down. */
function rate(operations: number, round: () => void, rounds = smoke ? 2 : 9): number {
  let best = 0
  for (let i = 0; i < rounds; i++) {
    const began = cpuSeconds()
    round()
    best = Math.max(best, operations / Math.max(cpuSeconds() - began, 1e-6))
  }
  return best
}

function measure(): void {
  const { specs, calendar, start, end, seconds } = workload
  const walks = specs.map(dayWalk)
  const sample = Math.min(OPERATIONS, smoke ? 200 : 10_000)
  const due = new Float64Array(OPERATIONS)
  const elapsed = new Float64Array(OPERATIONS)
  const walkDue = rate(
    sample,
    () => {
      for (let i = 0; i < sample; i++)
        due[i] = walks[calendar[i] as number]?.due(start[i] as number, seconds[i] as number) ?? 0
    },
    3,
  )
  const walkElapsed = rate(
    sample,
    () => {
      for (let i = 0; i < sample; i++)
        elapsed[i] = walks[calendar[i] as number]?.elapsed(start[i] as number, end[i] as number) ?? 0
    },
    3,
  )
  report('calendar', { figure: 'due, day by day with Temporal', value: walkDue, unit: '1/s' })
  report('calendar', { figure: 'elapsed, day by day with Temporal', value: walkElapsed, unit: '1/s' })

  const clocks = specs.map((spec) => compileCalendar(spec))
  let different = 0
  for (let i = 0; i < sample; i++) {
    const clock = clocks[calendar[i] as number] as Calendar
    if (clock.due(start[i] as number, seconds[i] as number) !== due[i]) different += 1
    if (clock.elapsed(start[i] as number, end[i] as number) !== elapsed[i]) different += 1
  }
  report('calendar', {
    figure: 'answers unlike the walk’s',
    value: different,
    unit: `of ${2 * sample}`,
    limit: '0',
    ok: different === 0,
  })

  const pauses = Array.from(start, (from): Pause[] => [
    [from + HOUR, from + 2 * HOUR],
    [from + 24 * HOUR, from + 25 * HOUR],
  ])
  const repeats = smoke ? 1 : 3
  const loops: [figure: string, walk: number, times: number, run: () => void][] = [
    [
      'due',
      walkDue,
      500,
      () => {
        for (let i = 0; i < OPERATIONS; i++)
          due[i] = (clocks[calendar[i] as number] as Calendar).due(start[i] as number, seconds[i] as number)
      },
    ],
    [
      'elapsed',
      walkElapsed,
      500,
      () => {
        for (let i = 0; i < OPERATIONS; i++)
          elapsed[i] = (clocks[calendar[i] as number] as Calendar).elapsed(start[i] as number, end[i] as number)
      },
    ],
    [
      'due with two pauses',
      walkDue,
      80,
      () => {
        for (let i = 0; i < OPERATIONS; i++)
          due[i] = (clocks[calendar[i] as number] as Calendar).dueWithPauses(
            start[i] as number,
            seconds[i] as number,
            pauses[i] as Pause[],
          )
      },
    ],
    [
      'elapsed with two pauses',
      walkElapsed,
      80,
      () => {
        for (let i = 0; i < OPERATIONS; i++)
          elapsed[i] = (clocks[calendar[i] as number] as Calendar).elapsedWithPauses(
            start[i] as number,
            end[i] as number,
            pauses[i] as Pause[],
          )
      },
    ],
  ]
  for (const [figure, walk, times, run] of loops) {
    const value = rate(OPERATIONS * repeats, () => {
      for (let i = 0; i < repeats; i++) run()
    })
    report('calendar', { figure, value, unit: '1/s' })
    const ratio = value / walk
    report('calendar', {
      figure: `${figure}: times the walk`,
      value: ratio,
      unit: '×',
      limit: `≥ ${times}`,
      ok: ratio >= times,
    })
  }
  measureCompiling(specs)
  measureLongest()
  measurePeers()
}

/** What a calendar and its years cost, asked through the public functions. */
function measureCompiling(specs: CalendarSpec[]): void {
  const middles = YEARS.map((year) => Date.UTC(year, 6, 1))
  const compileAll = (): Calendar[] =>
    specs.map((spec) => {
      const clock = compileCalendar(spec)
      for (const middle of middles) clock.isOpen(middle)
      return clock
    })
  const rounds = smoke ? 2 : 40
  const perSecond = rate(rounds * specs.length * YEARS.length, () => {
    for (let i = 0; i < rounds; i++) compileAll()
  })
  const microseconds = 1e6 / perSecond
  report('calendar', {
    figure: 'compiling a calendar-year',
    value: microseconds,
    unit: 'µs',
    limit: '≤ 100',
    ok: microseconds <= 100,
  })

  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const used = (): number => {
    collect()
    collect()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  }
  const before = used()
  const kept = Array.from({ length: smoke ? 4 : 40 }, compileAll)
  const bytes = (used() - before) / (kept.length * specs.length * YEARS.length)
  report('calendar', {
    figure: 'memory of a calendar-year',
    value: bytes / 1024,
    unit: 'KiB',
    limit: '≤ 16',
    ok: bytes <= 16 * 1024,
  })
}

/** The longest of many single calls over up to ten years, on a calendar that knows these years. */
function measureLongest(): void {
  const [first, last] = [Date.UTC(2017, 11, 1), Date.UTC(2027, 11, 1)]
  const random = seeded(7)
  let longest = 0
  let name = ''
  for (const spec of workload.specs) {
    const clock = compileCalendar(spec)
    const all = clock.elapsed(first, last)
    for (let i = 0; i < (smoke ? 2 : 20); i++) {
      const start = i === 0 ? first : first + random() * (last - first)
      const end = i === 0 ? last : first + random() * (last - first)
      const work = Math.floor((i === 0 ? 1 : random()) * clock.elapsed(start, last))
      const days = Math.floor((last - start) / 24 / HOUR / 1.6)
      const pauses: Pause[] = [
        [start + HOUR, start + 2 * HOUR],
        [Math.max(start, end), Math.max(start, end) + HOUR],
      ]
      const calls: [string, () => unknown][] = [
        ['due', () => clock.due(start, work)],
        ['dueWithPauses', () => clock.dueWithPauses(start, work, pauses)],
        ['before', () => clock.before(last, Math.min(work, all))],
        ['elapsed', () => clock.elapsed(start, end)],
        ['elapsedWithPauses', () => clock.elapsedWithPauses(start, end, pauses)],
        ['isOpen', () => clock.isOpen(start)],
        ['nextOpen', () => clock.nextOpen(start)],
        ['nextClose', () => clock.nextClose(start)],
        ['addDays', () => clock.addDays(start, days)],
        ['explain', () => clock.explain(start, work)],
      ]
      for (const [called, call] of calls) {
        const took = shortest(call)
        if (took > longest) [longest, name] = [took, called]
      }
    }
  }
  report('calendar', {
    figure: 'longest warm call within ten years',
    value: longest,
    unit: 'ms',
    limit: '≤ 1',
    ok: longest <= 1,
    call: name,
  })
}

/** Milliseconds of one call, the least of a few: the rest is the machine's. */
function shortest(call: () => unknown): number {
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < 6; i++) {
    const began = performance.now()
    call()
    least = Math.min(least, performance.now() - began)
  }
  return least
}

/** Each library in a process of its own, because they change globals, and one of them knows no zone but the process's. */
function measurePeers(): void {
  if (!installPeers(!smoke)) {
    console.error('The public libraries are left out: they are not in the cache and npm could not fetch them.')
    return
  }
  for (const name of peerNames)
    spawnSync(process.execPath, [import.meta.filename, '--peer', name, ...(smoke ? ['--smoke'] : [])], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, TZ: 'Europe/Madrid' },
      timeout: 300_000,
    })
}

/**
 * Rate, wrong answers (a minute off or more; where work ends at a closing the next opening counts as right too) and calls
 * that did not end within two seconds.
 */
function measurePeer(name: PeerName): void {
  const make = loadPeer(name)
  for (const ask of ['due', 'elapsed'] as const) {
    const sum = { asked: 0, cpu: 0, wrong: 0, hung: 0, failed: 0 }
    for (const [calendar, spec] of workload.specs.entries()) {
      if (name === 'opening_hours' && spec.timeZone !== process.env.TZ) continue
      const library = make(spec)
      if (!library[ask]) continue
      askPeer(library, ask, workload, calendar, compileCalendar(spec), sum)
    }
    if (sum.asked === 0) continue
    const { asked, cpu, wrong, hung, failed } = sum
    report('calendar', { figure: `${ask}, ${name}`, value: asked / cpu, unit: '1/s', asked, wrong, hung, failed })
  }
}

function askPeer(
  library: Peer,
  ask: 'due' | 'elapsed',
  { calendar, start, end, seconds }: Workload,
  wanted: number,
  clock: Calendar,
  sum: { asked: number; cpu: number; wrong: number; hung: number; failed: number },
): void {
  const budget = smoke ? 0.05 : 0.8
  const shared = globalThis as { askedOfPeer?: () => number }
  let spent = 0
  for (let i = 0; i < OPERATIONS && spent < budget && sum.hung < 10; i++) {
    if (calendar[i] !== wanted) continue
    const [from, to, work] = [start[i] as number, end[i] as number, seconds[i] as number]
    shared.askedOfPeer = () => (ask === 'due' ? library.due?.(from, work) : library.elapsed?.(from, to)) ?? Number.NaN
    const began = cpuSeconds()
    try {
      const answer = runInThisContext('askedOfPeer()', { timeout: 2000 }) as number
      const took = cpuSeconds() - began
      spent += took
      sum.cpu += took
      sum.asked += 1
      const right = ask === 'due' ? clock.due(from, work) : clock.elapsed(from, to)
      const off = Math.abs(answer - right) / (ask === 'due' ? 1000 : 1)
      const nextOpening = ask === 'due' && Math.abs(answer - clock.nextOpen(right)) < 60_000
      if (!(off < 60) && !nextOpening) sum.wrong += 1
    } catch (error) {
      if (/timed out/.test(String(error))) sum.hung += 1
      else sum.failed += 1
      if (sum.failed > 1000) break
    }
  }
}
