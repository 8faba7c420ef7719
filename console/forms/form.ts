import { useState } from 'react'
import type { Problem } from '../api/problem.ts'

export type Errors<V> = { readonly [K in keyof V]?: string | undefined }

/** What a field component needs from its form. */
export interface Field<T> {
  readonly value: T
  readonly error: string | undefined
  readonly onChange: (value: T) => void
}

export interface Form<V extends object> {
  readonly values: V
  readonly dirty: boolean
  readonly errors: Errors<V>
  field<K extends keyof V & string>(name: K): Field<V[K]>
  set(values: Partial<V>): void
  setErrors(errors: Errors<V>): void
}

/** The values of a form and what is wrong with them. A mistake's message goes away when its field is changed. */
export function useForm<V extends object>(initial: V): Form<V> {
  const [values, setValues] = useState(initial)
  const [errors, setErrors] = useState<Errors<V>>({})
  const [dirty, setDirty] = useState(false)
  const set = (changed: Partial<V>) => {
    setValues((before) => ({ ...before, ...changed }))
    setErrors(
      (before) => Object.fromEntries(Object.entries(before).filter(([name]) => !(name in changed))) as Errors<V>,
    )
    setDirty(true)
  }
  return {
    values,
    dirty,
    errors,
    set,
    setErrors,
    field: (name) => ({
      value: values[name],
      error: errors[name],
      onChange: (value) => set({ [name]: value } as unknown as Partial<V>),
    }),
  }
}

/**
 * The messages of a problem document beside the fields they are about. `renamed` maps a path of the API to the
 * form's own field where the two differ.
 */
export function errorsOf<V extends object>(
  problem: Problem,
  values: V,
  renamed: Readonly<Record<string, string>> = {},
) {
  const errors: Record<string, string> = {}
  for (const { path, message } of problem.issues) {
    const last = path.split('.').at(-1) ?? path
    const name = renamed[path] ?? renamed[last] ?? (path in values ? path : last)
    if (name in values) errors[name] ??= message
  }
  return errors as Errors<V>
}
