import { IconLifebuoy } from '@tabler/icons-react'
import { useList } from '../../api/read.ts'
import { v, WithRecoveryWords } from '../../parts/recovery-words.tsx'
import { paths } from '../../paths.ts'
import { A } from '../../ui/link.tsx'
import { Note } from '../../ui/note.tsx'
import { absolute } from '../../ui/time.ts'

/** Fetched with the file. */
export const texts = [WithRecoveryWords]

/** The unfinished recovery about a request. */
export function RecoveryBanner({ about }: { about: string }) {
  const [recovery] = useList('recoveries.list', { about, limit: 1 }).items
  if (!recovery) return null
  return (
    <WithRecoveryWords>
      <Says title={recovery.title} actBy={recovery.actBy} id={recovery.id} />
    </WithRecoveryWords>
  )
}

function Says({ title, actBy, id }: { title: string; actBy: string | null; id: string }) {
  return (
    <div style={{ marginBottom: 16 }}>
      <Note icon={<IconLifebuoy size={16} stroke={1.8} />}>
        {v.request.open({ title })} {actBy && v.request.by({ at: absolute(actBy) })}{' '}
        <A to={paths.recovery(id)}>{v.request.see()}</A>
      </Note>
    </div>
  )
}
