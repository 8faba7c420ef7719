import type { ReactNode } from 'react'
import css from './stacked.module.css'

/** A title with a quieter line below it, each on one line. */
export function Stacked({ title, below }: { title: ReactNode; below?: ReactNode }) {
  return (
    <span className={css.stacked}>
      <span className={css.title}>{title}</span>
      {below && <span className={css.below}>{below}</span>}
    </span>
  )
}
