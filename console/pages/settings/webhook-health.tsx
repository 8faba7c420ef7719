import type { Row } from '../../api/contract.ts'
import { h } from '../../parts/webhook-words.tsx'
import { When } from '../../ui/when.tsx'
import css from './list.module.css'

/** What is wrong with an endpoint, if anything is. */
export function Health({ endpoint: { state, failingSince } }: { endpoint: Row<'webhooks.list'> }) {
  if (state === 'failing' || state === 'gone') return <span className={css.quiet}>{h.state[state]()}</span>
  if (state !== 'on' || failingSince === null) return null
  const [before = '', after = ''] = h.failingSince({ at: '\0' }).split('\0')
  return (
    <span className={css.quiet}>
      {before}
      <When at={failingSince} />
      {after}
    </span>
  )
}
