import { IconArrowMerge } from '@tabler/icons-react'
import type { Output } from '../../api/contract.ts'
import { useWrite } from '../../api/write.ts'
import { w } from '../../parts/inbox-words.tsx'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { A } from '../../ui/link.tsx'
import { Trouble } from '../../ui/trouble.tsx'
import css from './conversation.module.css'

interface Props {
  readonly parts: Output<'conversations.get'>['merged']
  readonly mayPart: boolean
}

/** What is read as part of a conversation; its requests stay two, and each part can be taken out again. */
export function MergedParts({ parts, mayPart }: Props) {
  const unmerge = useWrite('conversations.unmerge')
  if (parts.length === 0) return null
  return (
    <div className={css.merged}>
      <ul>
        {parts.map(({ id, subject, about }) => (
          <li key={id}>
            <IconArrowMerge size={14} stroke={1.8} aria-hidden />
            <span className="own-words">{w.merge.partOf({ subject: subject || w.noSubject() })}</span>
            {about.startsWith('request:') && <A to={paths.request(about.slice('request:'.length))}>{w.request()}</A>}
            {mayPart && (
              <Action size="compact-xs" variant="subtle" onClick={() => void unmerge.send({ id })}>
                {w.merge.apart()}
              </Action>
            )}
          </li>
        ))}
      </ul>
      {unmerge.problem && <Trouble error={unmerge.problem} />}
    </div>
  )
}
