import { paths } from '../../paths.ts'
import { A } from '../../ui/link.tsx'
import { w } from '../list-words.tsx'
import type { Left } from './bulk-data.ts'
import css from './list.module.css'

/** Rows that stay as they are, why, and where to look at the first of them. */
export function LeftRows({ left }: { left: Left }) {
  if (left.length === 0) return null
  return (
    <ul className={css.left}>
      {left.map(({ reason, count, examples }) => (
        <li key={reason}>
          {w.change.stay({ n: count })}: {reasonWords(reason)}
          {examples.map(({ id, label, requestId }) => (
            <span key={id}>
              {' · '}
              {requestId ? <A to={paths.request(requestId)}>{label}</A> : label}
            </span>
          ))}
        </li>
      ))}
    </ul>
  )
}

function reasonWords(reason: Left[number]['reason']): string {
  switch (reason) {
    case 'not_begun':
      return w.reason.notBegun()
    case 'changed_since':
      return w.reason.changedSince()
    case 'nothing_promised':
      return w.reason.nothingPromised()
    case 'owner_gone':
      return w.reason.ownerGone()
    default:
      return w.reason[reason]()
  }
}
