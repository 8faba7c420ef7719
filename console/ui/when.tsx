import { absolute, relative, useNow } from './time.ts'
import css from './when.module.css'

interface Props {
  readonly at: string
  readonly zone?: string
  /** Puts the absolute time on a line of its own, for narrow columns. */
  readonly stacked?: boolean
}

/** A point in time: relative first, then absolute in the reader's zone. */
export function When({ at, zone, stacked = false }: Props) {
  const now = useNow()
  return (
    <time dateTime={at} className={stacked ? css.stacked : css.when}>
      <span className={css.relative}>{relative(at, now)}</span>
      <span className={css.absolute}>{absolute(at, zone)}</span>
    </time>
  )
}
