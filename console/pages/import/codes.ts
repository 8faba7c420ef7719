import type { Output } from '../../api/contract.ts'
import { i } from '../../parts/import-words.tsx'

/** `not_a_date` → `notADate`: how a code of the API is named in the messages. */
const keyOf = (code: string): string => code.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

/** The message of a code in the reader's language; where there is none, the API's own sentence. */
function say(messages: Readonly<Record<string, () => string>>, code: string, sentence: string): string {
  return messages[keyOf(code)]?.() ?? sentence
}

interface Coded {
  readonly code: string
  readonly sentence: string
}

const table = (messages: object) => messages as Readonly<Record<string, () => string>>

/** Why the import stopped. */
export const failureSays = (code: NonNullable<Output<'imports.get'>['failureCode']>): string => i.failure[code]()
/** Why a row cannot be imported. */
export const rowErrorSays = ({ code, sentence }: Coded): string => say(table(i.rowError), code, sentence)
/** What was read by a rule that one should know of. */
export const noteSays = ({ code, sentence }: Coded): string => say(table(i.note), code, sentence)
/** What a person must settle. */
export const questionSays = ({ code, sentence }: Coded): string => say(table(i.question), code, sentence)
