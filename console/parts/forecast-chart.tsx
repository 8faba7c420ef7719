import { useElementSize } from '@mantine/hooks'
import { useId } from 'react'
import { m } from '../ui/text.ts'
import { dayOnly, percent, shortDay, timeOnly } from '../ui/time.ts'
import { chartTicks } from './chart-ticks.ts'
import css from './forecast-chart.module.css'

export interface CurvePoint {
  readonly at: string
  /** Share of similar requests that were done by then, 0 to 1. */
  readonly share: number
}

export interface Mark {
  readonly confidence: number
  readonly at: string
}

interface Props {
  readonly curve: readonly CurvePoint[]
  readonly marks: readonly Mark[]
  /** The date that is chosen at present. */
  readonly chosen: string
  readonly now: string
}

const height = 176
const left = 44
const right = 16
const top = 14
const bottom = 26
// Room that the name of a tick takes; drawn at its true size, on a phone as on a desk.
const tickRoom = 88

/** How many of the similar requests were done by when, with the dates at each confidence and the chosen one. */
export function ForecastChart({ curve, marks, chosen, now }: Props) {
  const title = useId()
  const { ref, width: measured } = useElementSize()
  const width = measured || 580
  const start = Date.parse(now)
  const chosenAt = Date.parse(chosen)
  const end = Math.max(
    Number.isNaN(chosenAt) ? 0 : chosenAt,
    ...marks.map((mark) => Date.parse(mark.at) + (Date.parse(mark.at) - start) * 0.15),
    start + 1,
  )
  const x = (at: number) => left + ((at - start) / (end - start)) * (width - left - right)
  const y = (share: number) => height - bottom - share * (height - top - bottom)
  const points = curve
    .map((point) => ({ at: Date.parse(point.at), share: point.share }))
    .filter((point) => point.at <= end)
  const line = points.map((point) => `${x(point.at).toFixed(1)},${y(point.share).toFixed(1)}`)
  const path = `M${[`${x(start)},${y(0)}`, ...line].join('L')}`
  const chosenX = x(Math.min(end, Math.max(start, Number.isNaN(chosenAt) ? start : chosenAt)))
  return (
    <figure className={css.figure}>
      <div ref={ref}>
        <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby={title} className={css.svg}>
          <title id={title}>
            {marks
              .map((mark) => m.quote.markSays({ percent: percent(mark.confidence), date: dayOnly(mark.at) }))
              .join('; ')}
          </title>
          {[0, 0.5, 1].map((share) => (
            <g key={share}>
              <line x1={left} x2={width - right} y1={y(share)} y2={y(share)} className={css.grid} />
              <text x={left - 8} y={y(share) + 4} textAnchor="end" className={css.axis}>
                {percent(share)}
              </text>
            </g>
          ))}
          {points.length > 0 && (
            <>
              <path d={`${path}L${x(points.at(-1)?.at ?? start)},${y(0)}Z`} className={css.area} />
              <path d={path} className={css.curve} />
            </>
          )}
          <line x1={chosenX} x2={chosenX} y1={top - 8} y2={y(0)} className={css.chosen} />
          {marks.map((mark) => (
            <circle
              key={mark.confidence}
              cx={x(Date.parse(mark.at))}
              // A date is rounded up to the full hour, where the curve is a little higher than its confidence.
              cy={y(points.findLast((point) => point.at <= Date.parse(mark.at))?.share ?? mark.confidence)}
              r={mark.at === chosen ? 5.5 : 4}
              className={mark.at === chosen ? css.dotChosen : css.dot}
            />
          ))}
          <text x={left} y={height - 6} className={css.axis}>
            {m.quote.today()}
          </text>
          {chartTicks(start, end, Math.floor((width - left) / tickRoom), (days) => midnight(start, days))
            .filter(({ at }) => x(at) > left + tickRoom * 0.7 && x(at) < width - tickRoom * 0.3)
            .map(({ at, names }) => (
              <g key={at}>
                <line x1={x(at)} x2={x(at)} y1={y(0)} y2={y(0) + 4} className={css.grid} />
                <text x={x(at)} y={height - 6} textAnchor="middle" className={css.axis}>
                  {names === 'time' ? timeOnly(new Date(at).toISOString()) : shortDay(at)}
                </text>
              </g>
            ))}
        </svg>
      </div>
      <figcaption className={css.caption}>{m.quote.chartCaption()}</figcaption>
    </figure>
  )
}

function midnight(from: number, days: number): number {
  const date = new Date(from)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime()
}
