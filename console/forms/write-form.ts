import { type FormEvent, useEffect, useRef } from 'react'
import type { Input, Output, WriteName } from '../api/contract.ts'
import { useWrite } from '../api/write.ts'
import { type Errors, errorsOf, useForm } from './form.ts'

export interface WriteFormOptions<N extends WriteName, V extends object> {
  /** The operation that the form sends. */
  readonly operation: N
  readonly initial: V
  /** The operation's input, from the form's values. */
  readonly input: (values: V) => Input<N>
  /** What is wrong, found without asking the server; nothing is sent then. */
  readonly check?: (values: V) => Errors<V>
  /** The version that was read, where the operation edits a row. */
  readonly version?: number
  /** API field → form field, where they differ. */
  readonly renamed?: Readonly<Record<string, string>>
  /**
   * What must exist first (a new customer for a new request): made once, and put into the values so that sending
   * again does not make it again.
   * @throws Problem, shown like the write's own
   */
  readonly before?: (values: V) => Promise<Partial<V>>
  readonly onDone: (output: Output<N>, values: V) => void
}

/** One form, one write: checks, sends, and puts every mistake beside its field. The one way to write a form. */
export function useWriteForm<N extends WriteName, V extends object>(options: WriteFormOptions<N, V>) {
  const form = useForm(options.initial)
  const write = useWrite(options.operation)
  const element = useRef<HTMLFormElement>(null)

  useEffect(() => {
    if (Object.keys(form.errors).length === 0) return
    element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [form.errors])

  async function submit(event?: FormEvent): Promise<void> {
    event?.preventDefault()
    const found = Object.entries(options.check?.(form.values) ?? {}).filter(([, message]) => message)
    form.setErrors(Object.fromEntries(found) as Errors<V>)
    if (found.length > 0 || write.pending) return
    const prepared = await prepare()
    if (prepared === null) return
    const values = { ...form.values, ...prepared }
    const output = await write.send(options.input(values), options.version)
    if (output !== null) options.onDone(output, values)
  }

  async function prepare(): Promise<Partial<V> | null> {
    if (!options.before) return {}
    try {
      const prepared = await options.before(form.values)
      form.set(prepared)
      return prepared
    } catch (error) {
      write.fail(error)
      return null
    }
  }

  // What the server found wrong arrives with the next drawing, after `send` has set the problem.
  const shown = useRef(write.problem)
  useEffect(() => {
    if (shown.current === write.problem) return
    shown.current = write.problem
    if (write.problem) form.setErrors(errorsOf(write.problem, form.values, options.renamed))
  })

  return { form, write, element, submit }
}
