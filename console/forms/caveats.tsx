import { Action } from '../ui/action.tsx'
import { m } from '../ui/text.ts'
import css from './caveats.module.css'
import { LongTextField } from './fields.tsx'
import type { Field } from './form.ts'

/** One caveat a line. */
export const caveatsOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

interface Props extends Field<string> {
  /** What delayed similar requests, most frequent first. */
  readonly causes?: readonly { readonly cause: string; readonly count: number }[]
}

/** What could prevent the promise; the customer reads it before answering. */
export function Caveats({ value, onChange, error, causes = [] }: Props) {
  const present = caveatsOf(value)
  const offered = causes.filter(({ cause }) => !present.includes(cause))
  return (
    <div className={css.caveats}>
      <LongTextField
        value={value}
        onChange={onChange}
        error={error}
        label={m.quote.caveats()}
        description={m.quote.caveatsSay()}
        rows={2}
      />
      {offered.length > 0 && (
        <div className={css.offered}>
          {offered.map(({ cause, count }) => (
            <Action key={cause} size="xs" variant="default" onClick={() => onChange([...present, cause].join('\n'))}>
              {m.quote.cause({ cause, n: count })}
            </Action>
          ))}
        </div>
      )}
    </div>
  )
}
