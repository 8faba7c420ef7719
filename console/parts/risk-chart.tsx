import { useElementSize } from '@mantine/hooks'
import { m } from '../ui/text.ts'
import { percent, shortDay, timeOnly, useNow } from '../ui/time.ts'
import css from './risk-chart.module.css'

interface Props {
  readonly points: readonly { readonly at: string; readonly chance: number }[]
  /** Below this a promise is at risk. */
  readonly threshold: number
  readonly madeAt: string
  readonly dueAt: string
}

const height = 150
const left = 44
const right = 16
const top = 12
const bottom = 26
const day = 86_400_000

/** The chance that was said, step by step, from the making to the due instant. The table beside it says the same. */
export function RiskChart({ points, threshold, madeAt, dueAt }: Props) {
  const now = useNow()
  const { ref, width: measured } = useElementSize()
  const width = measured || 500
  const start = Math.min(Date.parse(madeAt), Date.parse(points[0]?.at ?? madeAt))
  const end = Math.max(Date.parse(dueAt), start + 1)
  const x = (at: number) => left + ((at - start) / (end - start)) * (width - left - right)
  const y = (chance: number) => height - bottom - chance * (height - top - bottom)
  const said = points.map(({ at, chance }) => ({ at: Date.parse(at), chance }))
  const path = stepPath(said, Math.min(now, end), x, y)
  const name = (at: number) => (end - start < 2 * day ? timeOnly(new Date(at).toISOString()) : shortDay(at))
  return (
    <div ref={ref}>
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" className={css.svg}>
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line x1={left} x2={width - right} y1={y(share)} y2={y(share)} className={css.grid} />
            <text x={left - 8} y={y(share) + 4} textAnchor="end" className={css.axis}>
              {percent(share)}
            </text>
          </g>
        ))}
        <line x1={left} x2={width - right} y1={y(threshold)} y2={y(threshold)} className={css.threshold} />
        <path d={path} className={css.line} />
        {said.map(({ at, chance }, i) => (
          <circle
            key={at}
            cx={x(at)}
            cy={y(chance)}
            r={3.5}
            className={
              i > 0 && (said[i - 1]?.chance ?? 1) >= threshold && chance < threshold ? css.crossing : css.point
            }
          />
        ))}
        <text x={left} y={height - 6} className={css.axis}>
          {`${m.risk.made()} ${name(start)}`}
        </text>
        <text x={width - right} y={height - 6} textAnchor="end" className={css.axis}>
          {`${m.risk.due()} ${name(end)}`}
        </text>
      </svg>
      <p className={css.caption}>{m.risk.threshold({ share: percent(threshold) })}</p>
    </div>
  )
}

/** A chance holds until the next one is said. */
function stepPath(
  said: readonly { at: number; chance: number }[],
  until: number,
  x: (at: number) => number,
  y: (chance: number) => number,
): string {
  const corners = said.flatMap(({ at, chance }, i) => {
    const next = Math.max(at, said[i + 1]?.at ?? until)
    return [`${x(at).toFixed(1)},${y(chance).toFixed(1)}`, `${x(next).toFixed(1)},${y(chance).toFixed(1)}`]
  })
  return `M${corners.join('L')}`
}
