import type { z } from 'zod'
import type { Issue } from '#platform/errors'

type Found = z.core.$ZodIssue

/** Every place where the input does not fit its schema. The codes are stable; the sentences are for programmers. */
export function issuesOf(error: z.ZodError, raw: unknown): Issue[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        path: [...issue.path, key].join('.'),
        code: 'input/unknown_field',
        message: 'There is no such field.',
      }))
    const { code, ...details } = kindOf(issue, raw)
    const place = { path: issue.path.join('.'), code, message: issue.message }
    return [Object.keys(details).length > 0 ? { ...place, details } : place]
  })
}

type Kind = { code: string; min?: number; max?: number }

/** A check of our own says its code itself: `params: { code: 'input/not_a_country' }`. */
function kindOf(issue: Found, raw: unknown): Kind {
  if (issue.code === 'custom')
    return { code: typeof issue.params?.code === 'string' ? issue.params.code : 'input/wrong' }
  const given = valueAt(raw, issue.path)
  if (given === undefined || given === null) return { code: 'input/missing' }
  switch (issue.code) {
    case 'invalid_type':
      return { code: 'input/wrong_kind' }
    case 'invalid_value':
      return { code: 'input/not_offered' }
    case 'too_small': {
      const min = Number(issue.minimum)
      if (issue.origin === 'string') return min === 1 ? { code: 'input/missing' } : { code: 'input/too_short', min }
      return { code: counted(issue.origin) ? 'input/too_few' : 'input/too_small', min }
    }
    case 'too_big': {
      const max = Number(issue.maximum)
      if (issue.origin === 'string') return { code: 'input/too_long', max }
      return { code: counted(issue.origin) ? 'input/too_many' : 'input/too_big', max }
    }
    case 'invalid_format':
      return { code: FORMATS[issue.format] ?? 'input/wrong_form' }
    default:
      return { code: 'input/wrong' }
  }
}

const FORMATS: Readonly<Record<string, string>> = {
  email: 'input/not_an_email',
  phone: 'input/not_a_phone',
  datetime: 'input/not_an_instant',
  date: 'input/not_a_date',
  clock: 'input/not_a_time',
  uuid: 'input/not_an_id',
}

const counted = (origin: string): boolean => origin === 'array' || origin === 'set' || origin === 'map'

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let value = raw
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<PropertyKey, unknown>)[key]
  }
  return value
}
