import { invalidField, notFound, Refusal } from '#platform/errors'
import type { Question } from './mapping.ts'

export const importNotFound = (): Refusal => notFound('imports', 'import')

/** The import is in a state that does not allow this. */
export const wrongState = (state: string, sentence: string): Refusal =>
  new Refusal('imports/wrong_state', 'conflict', sentence, { state })

export const questionsOpen = (questions: readonly Question[]): Refusal =>
  new Refusal(
    'imports/questions_open',
    'invalid',
    'The mapping leaves questions open. Answer those in "issues" first.',
    {},
    questions.map(({ path, code, sentence }) => ({
      path: `mapping.${path}`,
      code: `imports/${code}`,
      message: sentence,
    })),
  )

export const mappingWrong = (questions: readonly Question[]): Refusal =>
  new Refusal(
    'imports/mapping_invalid',
    'invalid',
    'The mapping does not fit the file. Correct the fields in "issues".',
    {},
    questions.map(({ path, code, sentence }) => ({ path, code: `imports/${code}`, message: sentence })),
  )

export const noSuchPart = (parts: number): Refusal =>
  invalidField('imports/no_such_part', 'n', `The file has parts 1 to ${parts}.`, { parts })

export const wrongPartLength = (expected: number, got: number): Refusal =>
  invalidField(
    'imports/part_length',
    'bytes',
    `This part must have ${expected} bytes and has ${got}. Send the file as it was announced.`,
  )

export const partDiffers = (): Refusal =>
  new Refusal(
    'imports/part_differs',
    'conflict',
    'The upload is complete and this part differs from what was sent before. Start a new import.',
  )

export const nothingToImport = (): Refusal =>
  new Refusal('imports/nothing_to_import', 'conflict', 'No row of this file can be imported. Look at its bad rows.')

export const completeUntilInFuture = (): Refusal =>
  invalidField(
    'imports/complete_until',
    'completeUntil',
    'A log can be complete up to now at most, and not before 1970.',
  )

export const builtOn = (examples: readonly { kind: string; name: string }[]): Refusal =>
  new Refusal(
    'imports/built_on',
    'conflict',
    'Something was built on what this import made, so it cannot be undone as a whole. GET /v1/imports/{id}/undo shows on what.',
    { examples: examples.map(({ kind, name }) => `${kind}: ${name}`).join('; ') },
  )

export const badRowsGone = (): Refusal =>
  new Refusal(
    'imports/bad_rows_gone',
    'not_found',
    'The bad rows of this import are not kept, or not any more: they are deleted after 30 days, and when it is undone.',
  )
