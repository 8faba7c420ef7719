import type { ReactNode } from 'react'
import { A } from '../ui/link.tsx'
import { When } from '../ui/when.tsx'
import css from './act-row.module.css'

interface Props {
  readonly badge: ReactNode
  readonly title: string
  readonly to: string
  readonly customer: string | null
  readonly detail?: ReactNode
  readonly at: string
  readonly owner: string | null
  readonly action: ReactNode
}

/** One thing to do now: for whom, what was promised, by when, whose it is, and the one thing to press. */
export function ActRow({ badge, title, to, customer, detail, at, owner, action }: Props) {
  return (
    <li className={css.row} data-act>
      <div className={css.what}>
        <div className={css.top}>
          {badge}
          {customer && <span className={`${css.customer} own-words`}>{customer}</span>}
        </div>
        <A to={to} className={`${css.title} own-words`}>
          {title}
        </A>
        {detail && <div className={css.detail}>{detail}</div>}
      </div>
      <div className={css.when}>
        <When at={at} stacked />
      </div>
      <div className={css.owner}>{owner}</div>
      <div className={css.action}>{action}</div>
    </li>
  )
}
