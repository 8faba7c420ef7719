import { IconArchive, IconCircleDot, IconCircleMinus } from '@tabler/icons-react'
import { m } from '../ui/text.ts'
import { ExceptionalMark } from './exceptional-mark.tsx'
import css from './request-status.module.css'

interface Props {
  readonly request: {
    readonly status: 'open' | 'closed'
    readonly followed: boolean
    readonly exceptional?: object | null
  }
}

/** Open, closed, or imported and not followed: icon and word, without the colours that belong to promises. */
export function RequestStatus({ request: { status, followed, exceptional } }: Props) {
  const Icon = !followed ? IconArchive : status === 'open' ? IconCircleDot : IconCircleMinus
  const stands = (
    <span className={css.status} data-open={followed && status === 'open'}>
      <Icon size={14} stroke={1.9} aria-hidden />
      {followed ? m.request.status[status]() : m.request.notFollowed[status]()}
    </span>
  )
  if (!exceptional) return stands
  return (
    <span className={css.both}>
      {stands}
      {status === 'open' && <ExceptionalMark />}
    </span>
  )
}
