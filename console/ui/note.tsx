import { IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import css from './note.module.css'

/** A quiet remark that changes how the thing beside it is read. */
export function Note({ children, icon }: { children: ReactNode; icon?: ReactNode }) {
  return (
    <div className={css.note}>
      <span className={css.icon} aria-hidden>
        {icon ?? <IconInfoCircle size={16} stroke={1.8} />}
      </span>
      <div>{children}</div>
    </div>
  )
}
