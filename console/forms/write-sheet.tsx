import { type ReactNode, useRef } from 'react'
import type { Output, WriteName } from '../api/contract.ts'
import { Action } from '../ui/action.tsx'
import { Sheet, SheetBody, SheetFoot } from '../ui/sheet.tsx'
import { m } from '../ui/text.ts'
import { Trouble } from '../ui/trouble.tsx'
import type { Form } from './form.ts'
import { useWriteForm, type WriteFormOptions } from './write-form.ts'

export interface WriteSheetProps<N extends WriteName, V extends object> extends WriteFormOptions<N, V> {
  readonly title: string
  readonly lead?: ReactNode
  /** What the button says: the action itself, never "OK". */
  readonly submit: string
  readonly submitDisabledBecause?: (values: V) => string | null
  readonly size?: number
  readonly onClose: () => void
  readonly children: (form: Form<V>) => ReactNode
}

/** A form in a sheet. */
export function WriteSheet<N extends WriteName, V extends object>(props: WriteSheetProps<N, V>) {
  const { title, lead, submit: label, size, onClose, children } = props
  const closing = useRef<() => void>(() => {})
  const { form, write, element, submit } = useWriteForm({
    ...props,
    onDone: (output: Output<N>, values: V) => {
      props.onDone(output, values)
      closing.current()
    },
  })
  return (
    <Sheet title={title} lead={lead} onClose={onClose} holdsWork={form.dirty} {...(size ? { size } : {})}>
      {(close) => {
        closing.current = close
        return (
          <form ref={element} onSubmit={(event) => void submit(event)} noValidate>
            <SheetBody>
              {children(form)}
              {write.problem && <Trouble error={write.problem} />}
            </SheetBody>
            <SheetFoot>
              <Action variant="default" onClick={close}>
                {m.common.cancel()}
              </Action>
              <Action
                type="submit"
                loading={write.pending}
                disabledBecause={props.submitDisabledBecause?.(form.values)}
              >
                {label}
              </Action>
            </SheetFoot>
          </form>
        )
      }}
    </Sheet>
  )
}
