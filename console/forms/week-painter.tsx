import { type PointerEvent, useEffect, useRef, useState } from 'react'
import css from './week-hours.module.css'
import { barsOf, dayMinutes, isOpenAt, paint, type Stretch, stepMinutes, type WeekHours } from './week-paint.ts'

interface Stroke {
  readonly day: number
  readonly minute: number
  readonly toDay: number
  readonly toMinute: number
  readonly opens: boolean
  readonly touch: boolean
}

interface Painting {
  /** The week as it will be when the pointer is let go; null while nothing is painted. */
  readonly preview: WeekHours | null
  /** What is being painted, in words. */
  readonly says: string
  start(event: PointerEvent<HTMLElement>, day: number): void
  move(event: PointerEvent<HTMLElement>): void
  end(): void
  cancel(): void
  /** Keeps the element of a day, so that a drag over several finds the one below the pointer. */
  keep(day: number, element: HTMLElement | null): void
}

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const partOf = ({ minute, toMinute }: Stroke): Stretch => ({
  from: Math.min(minute, toMinute),
  to: Math.max(minute, toMinute) + stepMinutes,
})

/**
 * Painting by pointer: dragging from closed time opens, from open time closes, over one day or several, in steps of a
 * quarter of an hour. Escape takes the stroke back. A finger that only taps paints nothing: it may be scrolling.
 */
export function usePainting(
  week: WeekHours,
  onChange: (week: WeekHours) => void,
  nameOf: (day: number) => string,
): Painting {
  const [stroke, setStroke] = useState<Stroke | null>(null)
  const bars = useRef<(HTMLElement | null)[]>([])

  useEffect(() => {
    if (!stroke) return
    const takeBack = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      setStroke(null)
    }
    window.addEventListener('keydown', takeBack, { capture: true })
    return () => window.removeEventListener('keydown', takeBack, { capture: true })
  }, [stroke])

  const minuteAt = (event: PointerEvent, day: number): number => {
    const box = bars.current[day]?.getBoundingClientRect()
    const share = box ? (event.clientX - box.left) / box.width : 0
    const last = dayMinutes / stepMinutes - 1
    return Math.max(0, Math.min(last, Math.floor((share * dayMinutes) / stepMinutes))) * stepMinutes
  }
  const dayAt = (event: PointerEvent): number => {
    const below = bars.current.findLastIndex((bar) => bar !== null && bar.getBoundingClientRect().top <= event.clientY)
    return Math.max(0, below)
  }
  const after = (one: Stroke): WeekHours => paint(week, [one.day, one.toDay], partOf(one), one.opens)

  return {
    preview: stroke && after(stroke),
    says: stroke ? saying(stroke, nameOf) : '',
    start(event, day) {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      const minute = minuteAt(event, day)
      const opens = !isOpenAt(week, day, minute)
      setStroke({ day, minute, toDay: day, toMinute: minute, opens, touch: event.pointerType === 'touch' })
    },
    move(event) {
      if (stroke) setStroke({ ...stroke, toDay: dayAt(event), toMinute: minuteAt(event, stroke.day) })
    },
    end() {
      if (!stroke) return
      const moved = stroke.minute !== stroke.toMinute || stroke.day !== stroke.toDay
      if (moved || !stroke.touch) onChange(after(stroke))
      setStroke(null)
    },
    cancel: () => setStroke(null),
    keep(day, element) {
      bars.current[day] = element
    },
  }
}

function saying(stroke: Stroke, nameOf: (day: number) => string): string {
  const { from, to } = partOf(stroke)
  const [first, last] = [Math.min(stroke.day, stroke.toDay), Math.max(stroke.day, stroke.toDay)]
  const days = first === last ? nameOf(first) : `${nameOf(first)} – ${nameOf(last)}`
  return `${days}, ${clock(from)}–${clock(to)}`
}

/** The hours above the bars. */
export const HourAxis = () => (
  <div className={css.axis} aria-hidden>
    <div className={css.axisHours}>
      {[0, 3, 6, 9, 12, 15, 18, 21, 24].map((hour) => (
        <span key={hour} style={{ left: `${(hour / 24) * 100}%` }} data-minor={hour % 6 !== 0 || undefined}>
          {hour}
        </span>
      ))}
    </div>
  </div>
)

interface BarProps {
  readonly week: WeekHours
  readonly day: number
  readonly name: string
  readonly painting: Painting
}

/** One day from midnight to midnight. For pointers only: the fields beside it say and do the same. */
export function DayBar({ week, day, name, painting }: BarProps) {
  const bars = barsOf(week, day)
  const hours = bars.map((bar) => `${clock(bar.from)}–${clock(bar.to)}`).join(', ')
  return (
    <div
      className={css.bar}
      role="img"
      aria-label={hours ? `${name}: ${hours}` : name}
      ref={(element) => painting.keep(day, element)}
      onPointerDown={(event) => painting.start(event, day)}
      onPointerMove={painting.move}
      onPointerUp={painting.end}
      onPointerCancel={painting.cancel}
    >
      {bars.map((bar) => (
        <span
          key={`${bar.tail} ${bar.from} ${bar.to}`}
          className={css.open}
          data-tail={bar.tail || undefined}
          style={{ left: `${(bar.from / dayMinutes) * 100}%`, width: `${((bar.to - bar.from) / dayMinutes) * 100}%` }}
        />
      ))}
    </div>
  )
}
