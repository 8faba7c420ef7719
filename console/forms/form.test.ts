import { describe, expect, it } from 'vitest'
import { Problem } from '../api/problem.ts'
import { errorsOf } from './form.ts'

const problem = (...paths: string[]) =>
  new Problem(
    400,
    'input/invalid',
    'Correct it.',
    paths.map((path) => ({ path, message: `wrong: ${path}` })),
  )

describe('where a problem document puts its messages', () => {
  it('finds fields by path and by the last part of a path', () => {
    expect(errorsOf(problem('name', 'contacts.0.email'), { name: '', email: '' })).toEqual({
      name: 'wrong: name',
      email: 'wrong: contacts.0.email',
    })
  })

  it('follows renamed fields', () => {
    expect(errorsOf(problem('dueAt'), { due: '' }, { dueAt: 'due' })).toEqual({ due: 'wrong: dueAt' })
  })

  it('keeps the first message of a field and leaves unknown paths to the summary', () => {
    expect(errorsOf(problem('name', 'other.name', 'elsewhere'), { name: '' })).toEqual({ name: 'wrong: name' })
  })
})
