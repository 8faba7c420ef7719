import {
  IconAlertTriangle,
  IconArrowForwardUp,
  IconCircle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClockExclamation,
  IconMessageQuestion,
  IconPlayerPause,
  IconThumbDown,
  IconTrendingDown,
} from '@tabler/icons-react'
import { m } from '../ui/text.ts'
import css from './promise-badge.module.css'
import type { PromiseLook } from './promise-state.ts'

const icons = {
  proposed: IconMessageQuestion,
  open: IconCircle,
  paused: IconPlayerPause,
  atRisk: IconTrendingDown,
  dueSoon: IconAlertTriangle,
  overdue: IconClockExclamation,
  broken: IconCircleX,
  kept: IconCircleCheck,
  renegotiated: IconArrowForwardUp,
  declined: IconThumbDown,
  withdrawn: IconCircleDashed,
} as const

/** A promise's state: colour, icon and word together. */
export function PromiseBadge({ look }: { look: PromiseLook }) {
  const Icon = icons[look]
  return (
    <span className={`${css.badge} ${css[look]}`}>
      <Icon size={13} stroke={2.2} aria-hidden />
      {m.promise.look[look]()}
    </span>
  )
}

/** The colour of a promise alone, for ticks and lines that carry their word elsewhere. */
export const promiseColour = (look: PromiseLook): string => `var(--promise-${cssName[look]})`

const cssName: Readonly<Record<PromiseLook, string>> = {
  proposed: 'proposed-line',
  open: 'open',
  paused: 'open',
  atRisk: 'risk',
  dueSoon: 'risk',
  overdue: 'broken',
  broken: 'broken',
  kept: 'kept',
  renegotiated: 'renegotiated',
  declined: 'ended',
  withdrawn: 'ended',
}
