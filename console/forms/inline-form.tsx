import type { ReactNode } from 'react'
import type { WriteName } from '../api/contract.ts'
import { Action } from '../ui/action.tsx'
import { Trouble } from '../ui/trouble.tsx'
import type { Form } from './form.ts'
import css from './inline-form.module.css'
import { useWriteForm, type WriteFormOptions } from './write-form.ts'

interface Props<N extends WriteName, V extends object> extends WriteFormOptions<N, V> {
  readonly submit: string
  readonly disabledBecause?: (form: Form<V>) => string | null
  readonly children: (form: Form<V>) => ReactNode
}

/** A form on the page itself, for settings. */
export function InlineForm<N extends WriteName, V extends object>(props: Props<N, V>) {
  const { form, write, element, submit } = useWriteForm(props)
  return (
    <form ref={element} className={css.form} onSubmit={(event) => void submit(event)} noValidate>
      {props.children(form)}
      {write.problem && <Trouble error={write.problem} />}
      <div>
        <Action type="submit" loading={write.pending} disabledBecause={props.disabledBecause?.(form)}>
          {props.submit}
        </Action>
      </div>
    </form>
  )
}
