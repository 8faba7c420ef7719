import { IconAlertCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { explain } from '../api/problem.ts'
import { Action } from './action.tsx'
import { m } from './text.ts'
import css from './trouble.module.css'

/** Something went wrong: what happened, what was kept, what to do. Read out at once. */
export function Trouble({ error, onRetry, children }: { error?: unknown; onRetry?: () => void; children?: ReactNode }) {
  return (
    <div className={css.trouble} role="alert">
      <IconAlertCircle size={18} stroke={1.8} aria-hidden className={css.icon} />
      <div className={css.text}>{children ?? explain(error)}</div>
      {onRetry && (
        <Action size="xs" variant="default" onClick={onRetry}>
          {m.common.tryAgain()}
        </Action>
      )}
    </div>
  )
}
