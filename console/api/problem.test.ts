import { beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { Refusal } from '#platform/errors'
import { words } from '#platform/fields'
import { parseInput } from '#platform/gate'
import { errorsOf } from '../forms/form.ts'
import { speak } from '../ui/text.ts'
import { explain, problemOf } from './problem.ts'
import { saysOf } from './problem-words.ts'

beforeAll(async () => {
  vi.stubGlobal('document', { documentElement: {} })
  vi.stubGlobal('localStorage', { setItem: () => {} })
  await speak('ru')
})

const answer = (status: number, body: object | string): Response =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status })

/** The problem document of a refusal, as the API writes it. */
const documentOf = ({ code, message, details, issues }: Refusal) => ({ code, detail: message, issues, ...details })

describe('a refusal in the reader’s language', () => {
  it('says it by its code, in proper plural forms', async () => {
    const told = async (retryAfterSeconds: number) =>
      explain(await problemOf(answer(429, { code: 'access/too_many', detail: 'Too many.', retryAfterSeconds })))
    expect(await told(1)).toBe('Слишком много попыток. Попробуйте снова через 1 секунду.')
    expect(await told(3)).toContain('через 3 секунды')
    expect(await told(25)).toContain('через 25 секунд.')
  })

  it('puts every mistake beside its field', async () => {
    const schema = z.strictObject({ name: words(5, 'Ana'), email: z.email(), age: z.number(), note: words(9, 'x') })
    const input = { name: 'Anastasia', email: 'nobody', note: ' ', colour: 'red' }
    let refusal: unknown
    try {
      parseInput(schema, input)
    } catch (error) {
      refusal = error
    }
    if (!(refusal instanceof Refusal)) throw new Error('It was not refused')
    const problem = await problemOf(answer(400, documentOf(refusal)))
    expect(explain(problem)).toBe('Кое-что ещё не так. Исправьте отмеченные поля.')
    expect(errorsOf(problem, { name: '', email: '', age: '', note: '', colour: '' })).toEqual({
      name: 'Напишите не больше 5 символов.',
      email: 'Это не адрес эл. почты. Напишите его так: ana@example.com.',
      age: 'Заполните это поле.',
      note: 'Заполните это поле.',
      colour: 'Kept не знает этого поля. Обновите страницу.',
    })
  })

  it('tells what state stands in the way', async () => {
    const problem = await problemOf(answer(409, { code: 'promises/not_possible', detail: 'No.', state: 'declined' }))
    expect(explain(problem)).toContain('Клиент отклонил это обещание.')
  })

  it('says the same of every module where the code ends alike', async () => {
    const problem = await problemOf(answer(412, { code: 'services/stale', detail: 'Changed.', version: 2 }))
    expect(explain(problem)).toContain('это изменили коллеги')
  })

  it.each([
    ['a code without a text', { code: 'planted/unknown', detail: 'Do this.' }],
    ['a code named as what every object has', { code: 'constructor/to_string', detail: 'Do this.' }],
    ['a text whose figure was not sent', { code: 'access/too_many', detail: 'Do this.' }],
  ])('falls back to the sentence of the API: %s', async (_, body) => {
    expect(explain(await problemOf(answer(409, body)))).toBe('Do this.')
  })

  it('keeps a message whose code has no text', async () => {
    const issues = [
      { path: 'name', code: 'planted/unknown', message: 'Do that.' },
      { path: 'note', message: 'Or this.' },
    ]
    const problem = await problemOf(answer(400, { code: 'input/invalid', detail: 'No.', issues }))
    expect(problem.issues).toEqual([
      { path: 'name', message: 'Do that.' },
      { path: 'note', message: 'Or this.' },
    ])
  })

  it.each(['null', '<html>', ''])('makes a problem of an answer without a document: %j', async (body) => {
    expect(explain(await problemOf(answer(404, body)))).toContain('Что-то пошло не так')
  })

  it('shows no half sentence', () => {
    const says = saysOf({ a: { b: (details) => `At most ${(details as { max: number }).max}` } })
    expect([says('a/b', { max: 3 }), says('a/b', {}), says('a/c', {}), says('', {})]).toEqual([
      'At most 3',
      null,
      null,
      null,
    ])
  })
})
