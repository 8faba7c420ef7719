import { Checkbox } from '@mantine/core'
import { useRead } from '../api/read.ts'
import { auditTitle } from '../parts/audit-words.ts'
import { WithPeopleWords } from '../parts/people-words.tsx'
import { h, kindWords } from '../parts/webhook-words.tsx'
import css from './event-choice.module.css'
import { chooseKind, chooseType, isChosen } from './event-patterns.ts'

interface Props {
  readonly value: readonly string[]
  readonly onChange: (patterns: string[]) => void
}

/** What an event of a type is called in the reader's language; null when it has no words of its own. */
function wordsFor(type: string): string | null {
  const title = auditTitle({ type, data: {} })
  return title === type ? null : title
}

/** Which events are heard: whole kinds, or single types of one. */
export const EventChoice = (props: Props) => (
  <WithPeopleWords>
    <Kinds {...props} />
  </WithPeopleWords>
)

function Kinds({ value, onChange }: Props) {
  const read = useRead('webhooks.listEventTypes', {})
  const byKind = Map.groupBy(read.data?.items ?? [], ({ type }) => type.split('.')[0] ?? '')
  return (
    <div className={css.kinds}>
      {[...byKind].map(([kind, types]) => {
        const all = types.map(({ type }) => type)
        const chosen = all.filter((type) => isChosen(value, type))
        return (
          <details key={kind} className={css.kind}>
            <summary>
              <Checkbox
                label={kindWords(kind)}
                checked={chosen.length === all.length}
                indeterminate={chosen.length > 0 && chosen.length < all.length}
                onChange={(event) => onChange(chooseKind(value, kind, event.currentTarget.checked))}
              />
              <span className={css.count}>{`${chosen.length} / ${all.length}`}</span>
            </summary>
            <div className={css.types}>
              {types.map(({ type, summary }) => (
                <Checkbox
                  key={type}
                  size="xs"
                  label={<code>{type}</code>}
                  description={wordsFor(type) ?? summary}
                  checked={isChosen(value, type)}
                  onChange={(event) => onChange(chooseType(value, type, event.currentTarget.checked, all))}
                />
              ))}
            </div>
          </details>
        )
      })}
      {read.isSuccess && value.length === 0 && <p className={css.none}>{h.none()}</p>}
    </div>
  )
}
