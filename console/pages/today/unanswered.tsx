import { IconInbox } from '@tabler/icons-react'
import { useRead } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { paths } from '../../paths.ts'
import { A } from '../../ui/link.tsx'
import { Note } from '../../ui/note.tsx'
import { m } from '../../ui/text.ts'
import css from './lapses.module.css'

/** Customers who wait longer than was promised, whatever the channel: nobody stays unanswered unseen. */
export function Unanswered() {
  const may = useMay()
  const late = useRead('conversations.count', {}, { enabled: may('conversations.read') }).data?.late ?? 0
  if (late === 0) return null
  return (
    <div className={css.lapses}>
      <Note icon={<IconInbox size={16} stroke={1.8} />}>
        <A to={paths.inbox()}>{m.today.waitLonger({ n: late })}</A>
      </Note>
    </div>
  )
}
