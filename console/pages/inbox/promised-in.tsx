import { IconAlertTriangle, IconHeartHandshake } from '@tabler/icons-react'
import type { Row } from '../../api/contract.ts'
import { WithWritingWords, w } from '../../parts/writing-words.tsx'
import { absolute } from '../../ui/time.ts'
import css from './composer.module.css'

type Said = Row<'conversations.listSaid'>

/** What was promised with a message and told by it, and why it was sent although it was flagged. */
export const PromisedIn = ({ said }: { said: Said }) =>
  said.promises.length === 0 && said.contradicts === null ? null : (
    <WithWritingWords>
      <Lines said={said} />
    </WithWritingWords>
  )

function Lines({ said: { promises, contradicts, state } }: { said: Said }) {
  return (
    <ul className={css.promised}>
      {promises.map(({ id, wording, dueAt, toldAt }) => (
        <li key={id}>
          <IconHeartHandshake size={14} stroke={1.8} aria-hidden />
          <span className="own-words">
            {w.said.promised({ wording, at: absolute(dueAt) })} ·{' '}
            {state === 'cancelled' ? w.said.takenBack() : toldAt ? w.said.told() : w.said.notTold()}
          </span>
        </li>
      ))}
      {contradicts && (
        <li>
          <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
          <span className="own-words">
            {w.said.anyway()}
            {contradicts.reason && `. ${w.said.because({ reason: contradicts.reason })}`}
          </span>
        </li>
      )}
    </ul>
  )
}
