import { IconUrgent } from '@tabler/icons-react'
import { useList } from '../api/read.ts'
import { useMay } from '../api/session.tsx'
import { m } from '../ui/text.ts'
import css from './exceptional-mark.module.css'

/** That a request gets attention whatever the rules say: icon and word, on a surface of its own. */
export const ExceptionalMark = () => (
  <span className={css.mark}>
    <IconUrgent size={13} stroke={2} aria-hidden />
    {m.exceptional()}
  </span>
)

/** What open requests that are exceptional are about, for lists of what belongs to them. */
export function useExceptional(): ReadonlySet<string> {
  const may = useMay()
  const { items } = useList(
    'requests.list',
    { exceptional: 'true', status: 'open', limit: 200 },
    { enabled: may('requests.read') },
  )
  return new Set(items.map(({ id }) => `request:${id}`))
}
