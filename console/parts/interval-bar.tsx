import css from './interval-bar.module.css'

interface Props {
  readonly value: number
  readonly from: number
  readonly to: number
  /** What the ends of the bar stand for, on either side of zero. */
  readonly most: number
}

/** A difference with its interval, about a middle that is none. What it shows stands in words beside it. */
export function IntervalBar({ value, from, to, most }: Props) {
  const at = (each: number): string => `${50 + (Math.max(-most, Math.min(most, each)) / most) * 50}%`
  return (
    <div className={css.bar} aria-hidden>
      <span className={css.zero} />
      <span className={css.interval} style={{ insetInlineStart: at(from), insetInlineEnd: `calc(100% - ${at(to)})` }} />
      <span className={css.value} style={{ insetInlineStart: at(value) }} />
    </div>
  )
}
