/**
 * The public libraries that can do the job at all, each behind the two questions of the bench. They are no dependencies
 * of the project: `installPeers` fetches them once into the cache.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { CalendarSpec } from '#library/calendar'
import { type Peer, splitAtMidnight } from './day-walk.ts'

const FOLDER = join(import.meta.dirname, '..', '..', '.cache', 'bench-calendar')
const PACKAGES = {
  dayjs: '1.11.23',
  'dayjs-business-time': '1.0.4',
  luxon: '3.7.2',
  moment: '2.31.0',
  'moment-business-time': '2.0.0',
  'moment-timezone': '0.6.6',
  opening_hours: '3.15.0',
  'working-time-calculator': '0.0.2',
}

export const peerNames = [
  'opening_hours',
  'working-time-calculator',
  'moment-business-time',
  'dayjs-business-time',
] as const
export type PeerName = (typeof peerNames)[number]

/** True when the libraries are in the cache, fetched by npm where allowed and needed. */
export function installPeers(mayFetch: boolean): boolean {
  const done = join(FOLDER, 'node_modules', '.package-lock.json')
  if (existsSync(done)) return true
  if (!mayFetch) return false
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(join(FOLDER, 'package.json'), JSON.stringify({ private: true, dependencies: PACKAGES }))
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']
  const { status } = spawnSync('npm', ['install', ...flags], {
    cwd: FOLDER,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
    timeout: 120_000,
  })
  return status === 0 && existsSync(done)
}

/** What is used of the libraries; they come without types that fit. */
type MomentLike = {
  valueOf(): number
  addWorkingTime(amount: number, unit: string): MomentLike
  workingDiff(other: MomentLike, unit: string): number
}
type Moment = { tz(ms: number, zone: string): MomentLike; updateLocale(name: string, settings: object): void }
type DayLike = {
  valueOf(): number
  addBusinessMinutes(minutes: number): DayLike
  businessMinutesDiff(other: DayLike): number
}
type Dayjs = {
  tz(ms: number, zone: string): DayLike
  extend(plugin: unknown): void
  setBusinessTime(times: object): void
  setHolidays(dates: readonly string[]): void
}
type Schedule = {
  getIterator(at: Date): { getState(): boolean; advance(): boolean; getDate(): Date }
  getOpenDuration(from: Date, to: Date): [number, number]
}
type Calculator = {
  addWorkingHours(weekday: number, from: string, to: string, zone: string): void
  excludeBetween(from: string, to: string, reason: string): void
  calcDurationBetween(from: string, to: string): { workingTime?: Duration } & Partial<Duration>
}
type Duration = { as(unit: string): number }
type Luxon = {
  DateTime: { fromISO(text: string, options: object): LuxonTime; fromMillis(ms: number, options: object): LuxonTime }
}
type LuxonTime = { toISO(): string; plus(length: object): LuxonTime }

const clockTime = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
/** For libraries to which a day ends at 23:59:59. */
const endTime = (minutes: number): string => (minutes === 1440 ? '23:59:59' : `${clockTime(minutes)}:00`)

/**
 * Makes a library ready for one calendar. Two of them keep their hours in a global place: one calendar at a time. With
 * `opening_hours` the process must run in the calendar's zone (`TZ`), it knows no other.
 */
export function loadPeer(name: PeerName): (spec: CalendarSpec) => Peer {
  const load = createRequire(join(FOLDER, 'package.json'))
  return {
    'moment-business-time': moment,
    'dayjs-business-time': dayjs,
    opening_hours: openingHours,
    'working-time-calculator': workingTime,
  }[name](load as <T>(id: string) => T)
}

type Load = <T>(id: string) => T

function moment(load: Load): (spec: CalendarSpec) => Required<Peer> {
  const library = load<Moment>('moment')
  load('moment-timezone')
  load('moment-business-time')
  return ({ hours, holidays, timeZone }) => {
    const week = splitAtMidnight(hours).map((ranges) =>
      ranges.length === 0 ? null : ranges.flatMap(([from, to]) => [`${clockTime(from)}:00`, endTime(to)]),
    )
    const workinghours = Object.fromEntries(week.map((times, i) => [(i + 1) % 7, times]))
    library.updateLocale('en', { workinghours, holidays })
    const at = (ms: number): MomentLike => library.tz(ms, timeZone)
    return {
      due: (startMs, seconds) =>
        at(startMs)
          .addWorkingTime(seconds / 60, 'minutes')
          .valueOf(),
      elapsed: (fromMs, toMs) => -at(fromMs).workingDiff(at(toMs), 'seconds') || 0,
    }
  }
}

function dayjs(load: Load): (spec: CalendarSpec) => Required<Peer> {
  const library = load<Dayjs>('dayjs')
  for (const plugin of ['dayjs/plugin/utc', 'dayjs/plugin/timezone', 'dayjs-business-time'])
    library.extend(load(plugin))
  const names = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
  return ({ hours, holidays, timeZone }) => {
    const week = splitAtMidnight(hours).map((ranges) =>
      ranges.length === 0 ? null : ranges.map(([from, to]) => ({ start: `${clockTime(from)}:00`, end: endTime(to) })),
    )
    library.setBusinessTime(Object.fromEntries(week.map((times, i) => [names[i], times])))
    library.setHolidays(holidays ?? [])
    const at = (ms: number): DayLike => library.tz(ms, timeZone)
    return {
      due: (startMs, seconds) =>
        at(startMs)
          .addBusinessMinutes(seconds / 60)
          .valueOf(),
      elapsed: (fromMs, toMs) => at(fromMs).businessMinutesDiff(at(toMs)) * 60,
    }
  }
}

function openingHours(load: Load): (spec: CalendarSpec) => Required<Peer> {
  type Make = new (text: string, place: null, options: object) => Schedule
  const library = load<Make & { opening_hours?: Make; default?: Make }>('opening_hours')
  const Make = library.opening_hours ?? library.default ?? library
  const days = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
  return ({ hours, holidays }) => {
    const week = splitAtMidnight(hours).flatMap((ranges, i) =>
      ranges.length === 0
        ? []
        : [`${days[i]} ${ranges.map(([from, to]) => `${clockTime(from)}-${clockTime(to)}`).join(',')}`],
    )
    const dates = [...new Set((holidays ?? []).map((date) => date.slice(5)))]
    const closed = dates.map((date) => `${months[Number(date.slice(0, 2)) - 1]} ${date.slice(3)}`).join(',')
    const schedule = new Make([...week, `${closed} off`].join('; '), null, { locale: 'en' })
    return {
      due(startMs, seconds) {
        const changes = schedule.getIterator(new Date(startMs))
        let left = seconds * 1000
        let here = startMs
        for (;;) {
          const open = changes.getState()
          if (!changes.advance()) return Number.NaN
          const change = changes.getDate().getTime()
          if (open && change - here >= left) return here + left
          if (open) left -= change - here
          here = change
        }
      },
      elapsed: (fromMs, toMs) => schedule.getOpenDuration(new Date(fromMs), new Date(toMs))[0] / 1000,
    }
  }
}

function workingTime(load: Load): (spec: CalendarSpec) => Peer {
  const Calculator = load<new () => Calculator>('working-time-calculator')
  const { DateTime } = load<Luxon>('luxon')
  return ({ hours, holidays, timeZone }) => {
    const calculator = new Calculator()
    for (const [i, ranges] of splitAtMidnight(hours).entries())
      for (const [from, to] of ranges) calculator.addWorkingHours(i + 1, clockTime(from), clockTime(to), timeZone)
    for (const date of holidays ?? []) {
      const midnight = DateTime.fromISO(date, { zone: timeZone })
      calculator.excludeBetween(midnight.toISO(), midnight.plus({ days: 1 }).toISO(), 'holiday')
    }
    const at = (ms: number): string => DateTime.fromMillis(ms, { zone: timeZone }).toISO()
    return {
      elapsed(fromMs, toMs) {
        const answer = calculator.calcDurationBetween(at(fromMs), at(toMs))
        return answer.workingTime?.as('seconds') ?? answer.as?.('seconds') ?? Number.NaN
      },
    }
  }
}
