import { m } from '../ui/text.ts'
import { percent } from '../ui/time.ts'
import css from './chance.module.css'

interface Props {
  readonly chance: number
  readonly atRisk: boolean
  /** The figure alone, where a heading says what it is. */
  readonly brief?: boolean
}

/** How likely a promise is kept: a bar with its figure. */
export const Chance = ({ chance, atRisk, brief = false }: Props) => (
  <span className={css.chance}>
    <span className={css.track} aria-hidden>
      <span className={css.share} data-risk={atRisk} style={{ width: `${chance * 100}%` }} />
    </span>
    <span>{brief ? percent(chance) : m.risk.likely({ chance: percent(chance) })}</span>
  </span>
)
