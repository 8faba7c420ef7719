import { m } from '../ui/text.ts'
import { timeOnly, useNow } from '../ui/time.ts'
import css from './day-line.module.css'
import { promiseColour } from './promise-badge.tsx'
import type { PromiseLook } from './promise-state.ts'

export interface Tick {
  readonly id: string
  readonly at: string
  readonly look: PromiseLook
  readonly says: string
}

const hour = 3_600_000

/** The hours that the line shows: the working day, widened to whatever falls outside it. */
export function hoursOf(dayStart: number, ticks: readonly Tick[], now: number): { from: number; to: number } {
  const at = [...ticks.map((tick) => Date.parse(tick.at)), now].filter(
    (each) => each >= dayStart && each < dayStart + 24 * hour,
  )
  const from = Math.min(8, ...at.map((each) => Math.floor((each - dayStart) / hour)))
  const to = Math.max(18, ...at.map((each) => Math.ceil((each - dayStart + 1) / hour)))
  return { from, to: Math.min(24, to) }
}

interface Props {
  readonly ticks: readonly Tick[]
  /** Midnight at which the day begins, in milliseconds. */
  readonly dayStart: number
  readonly zone: string
  readonly onOpen: (id: string) => void
}

/** Today's promises as ticks on a line of hours; ticks that would cover each other stand on each other. */
export function DayLine({ ticks, dayStart, zone, onOpen }: Props) {
  const now = useNow()
  const { from, to } = hoursOf(dayStart, ticks, now)
  const start = dayStart + from * hour
  const length = (to - from) * hour
  const placeOf = (at: number) => ((at - start) / length) * 100
  const stacked = stack(ticks, placeOf)
  const height = Math.max(1, ...stacked.map(({ level }) => level + 1))
  const every = to - from > 14 ? 3 : 2
  return (
    <div className={css.frame} data-overflows>
      <ul className={css.line} style={{ height: 28 + Math.min(height, 6) * 12 }} aria-label={m.today.dayLine()}>
        {Array.from({ length: to - from + 1 }, (_, index) => from + index)
          .filter((each) => (each - from) % every === 0)
          .map((each) => (
            <li
              key={each}
              className={css.hour}
              style={{ insetInlineStart: `${placeOf(dayStart + each * hour)}%` }}
              aria-hidden
            >
              {each === 24 ? '' : timeOnly(new Date(dayStart + each * hour).toISOString(), zone)}
            </li>
          ))}
        {now >= start && now <= start + length && (
          <li className={css.now} style={{ insetInlineStart: `${placeOf(now)}%` }} aria-hidden />
        )}
        {stacked.map(({ tick, level, place }) => (
          <li
            key={tick.id}
            className={css.place}
            style={{ insetInlineStart: `${place}%`, bottom: 24 + Math.min(level, 5) * 12 }}
          >
            <button type="button" className={css.tick} aria-label={tick.says} onClick={() => onOpen(tick.id)}>
              <span className={css.mark} style={{ background: promiseColour(tick.look) }} />
              <span className={css.says} data-side={place > 50 ? 'left' : 'right'} aria-hidden>
                {tick.says}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

// Ticks nearer than this share of the line would cover each other on a phone.
const apart = 1.6

function stack(ticks: readonly Tick[], placeOf: (at: number) => number) {
  const tops: number[] = []
  return [...ticks]
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .map((tick) => {
      const place = placeOf(Date.parse(tick.at))
      let level = tops.findIndex((last) => place - last >= apart)
      if (level < 0) level = tops.length
      tops[level] = place
      return { tick, level, place }
    })
}
