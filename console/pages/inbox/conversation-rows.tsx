import type { Row } from '../../api/contract.ts'
import { useExceptional } from '../../parts/exceptional-mark.tsx'
import { paths } from '../../paths.ts'
import type { FilterValues } from '../../ui/filters.tsx'
import { A } from '../../ui/link.tsx'
import type { Choosing } from '../../ui/rows.tsx'
import { useNow } from '../../ui/time.ts'
import { ConversationRow } from './conversation-row.tsx'
import css from './rows.module.css'

type Listed = Row<'conversations.list'>

interface Props {
  readonly items: readonly Listed[]
  readonly open: string | undefined
  readonly filters: FilterValues
  readonly choosing: Choosing<Listed> | undefined
}

/** The conversations of the list, each with a box to choose it where many can be changed at once. */
export function ConversationRows({ items, open, filters, choosing }: Props) {
  const now = useNow()
  const exceptional = useExceptional()
  const isChosen = (id: string) => choosing?.selection.all || choosing?.selection.keys.has(id)
  return (
    <ol className={css.rows}>
      {items.map((row) => (
        <li key={row.id} className={css.item} data-conversation={row.id} data-chosen={isChosen(row.id) || undefined}>
          {choosing && (
            <label className={css.choice}>
              <input
                type="checkbox"
                aria-label={choosing.says.row({ name: choosing.nameOf(row) })}
                checked={isChosen(row.id) ?? false}
                onChange={() => {}}
                onClick={(event) => choosing[event.shiftKey ? 'extend' : 'toggle'](row.id)}
              />
            </label>
          )}
          <A
            to={paths.conversation(row.id, filters)}
            className={css.row ?? ''}
            aria-current={row.id === open || undefined}
          >
            <ConversationRow row={row} now={now} exceptional={exceptional.has(row.about)} />
          </A>
        </li>
      ))}
    </ol>
  )
}
