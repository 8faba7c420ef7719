import type { ReactNode } from 'react'
import css from './empty.module.css'

interface Props {
  readonly icon: ReactNode
  /** One sentence that teaches what will be here. */
  readonly children: ReactNode
  /** One action, and at most a link beside it. */
  readonly action?: ReactNode
}

/** An empty place, which says what belongs here and how it comes. */
export function Empty({ icon, children, action }: Props) {
  return (
    <div className={css.empty}>
      <div className={css.icon} aria-hidden>
        {icon}
      </div>
      <p className={css.text}>{children}</p>
      {action && <div className={css.action}>{action}</div>}
    </div>
  )
}
