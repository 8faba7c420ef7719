import { useId } from 'react'
import { percent } from '../ui/time.ts'
import { w } from './forecast-words.tsx'
import css from './reliability-chart.module.css'

export interface Point {
  readonly confidence: number
  readonly kept: number
  /** Where the true share lies, if that is known. */
  readonly from?: number | null
  readonly to?: number | null
  readonly off?: boolean
}

const size = 232
const left = 44
const right = 12
const top = 10
const bottom = 40
const ticks = [0, 0.5, 1]

const x = (share: number): number => left + share * (size - left - right)
const y = (share: number): number => size - bottom - share * (size - top - bottom)

/** Stated against kept: on the line a forecast keeps its word. What is off has a mark of its own, not only a colour. */
export function ReliabilityChart({ points }: { points: readonly Point[] }) {
  const title = useId()
  return (
    <figure className={css.figure}>
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-labelledby={title} className={css.svg}>
        <title id={title}>
          {`${w.chart.title()}: ${points
            .map(({ confidence, kept }) => w.chart.point({ stated: percent(confidence), kept: percent(kept) }))
            .join('; ')}`}
        </title>
        {ticks.map((share) => (
          <g key={share}>
            <line x1={x(0)} x2={x(1)} y1={y(share)} y2={y(share)} className={css.grid} />
            <text x={left - 8} y={y(share) + 4} textAnchor="end" className={css.axis}>
              {percent(share)}
            </text>
            <text x={x(share)} y={size - bottom + 17} textAnchor={share === 1 ? 'end' : 'middle'} className={css.axis}>
              {percent(share)}
            </text>
          </g>
        ))}
        <text x={x(0.5)} y={size - 6} textAnchor="middle" className={css.name}>
          {w.chart.stated()}
        </text>
        <text x={x(0) + 6} y={top + 12} className={css.name}>
          {w.chart.kept()}
        </text>
        <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} className={css.ideal} />
        {points.map(({ confidence, from, to }) =>
          from == null || to == null ? null : (
            <line
              key={confidence}
              x1={x(confidence)}
              x2={x(confidence)}
              y1={y(from)}
              y2={y(to)}
              className={css.interval}
            />
          ),
        )}
        {points.map(({ confidence, kept, off }) =>
          off ? (
            <path key={confidence} d={`M${x(confidence)},${y(kept) - 6}l6,6l-6,6l-6,-6Z`} className={css.off} />
          ) : (
            <circle key={confidence} cx={x(confidence)} cy={y(kept)} r={4} className={css.dot} />
          ),
        )}
      </svg>
      <figcaption className={css.caption}>{w.chart.caption()}</figcaption>
    </figure>
  )
}
