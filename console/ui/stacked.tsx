import type { ReactNode } from 'react'
import css from './stacked.module.css'

/** Facts in one line; each keeps its own direction, so that a Hebrew name does not turn the line around. */
export const facts = (...parts: readonly (string | null | undefined)[]): string =>
  parts
    .filter(Boolean)
    .map((part) => `\u2068${part}\u2069`)
    .join(' · ')

/** A title with a quieter line below it, each on one line. */
export function Stacked({ title, below }: { title: ReactNode; below?: ReactNode }) {
  return (
    <span className={css.stacked}>
      <span className={`${css.title} own-words`}>{title}</span>
      {below && <span className={css.below}>{below}</span>}
    </span>
  )
}
