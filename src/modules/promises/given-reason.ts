import { z } from 'zod'
import { findReason, reasonId, saidWhy, type Wording } from '#modules/playbooks'
import { type Language, words } from '#platform/fields'
import type { Context } from '#platform/operation'
import { reasonMissing } from './errors.ts'

/** Why something became of a promise: words of whoever did it, and a reason from the firm's list as it read then. */
export type GivenReason = { text: string | null; id: string | null; why: Wording | null }

/** A reason in somebody's own words alone. */
export const inWords = (text: string): GivenReason => ({ text, id: null, why: null })

/** The reason as a caller gives it: one of the list, own words, or both. */
export const reasonInput = (example: string) => ({
  reasonId: reasonId.optional().meta({ description: 'A reason of the firm’s list; the customer reads its sentence.' }),
  reason: words(1000, example)
    .optional()
    .meta({ description: 'The honest reason, told to the customer; beside `reasonId`, what is to be added to it.' }),
})

const input = z.object(reasonInput(''))

/** @throws promises/reason_missing, playbooks/not_found, playbooks/archived */
export async function giveReason(ctx: Context, { reason, reasonId: id }: z.output<typeof input>): Promise<GivenReason> {
  if (id === undefined) {
    if (reason === undefined) throw reasonMissing()
    return inWords(reason)
  }
  const { why } = await findReason(ctx, id)
  return { text: reason ?? null, id, why }
}

/** The personal text of the event that tells of it; `why` as it was then, bound by the digest with the rest. */
export const reasonText = ({ text, why }: GivenReason) => ({
  ...(text === null ? {} : { reason: text }),
  ...(why === null ? {} : { why }),
})

export const reasonData = ({ id }: GivenReason, language: string) => (id === null ? {} : { reasonId: id, language })

/** What the row says; a later reason takes the place of the one before, whole. */
export const reasonRow = ({ text, id, why }: GivenReason) => ({ reason: text, reason_id: id, reason_why: why })

/** The same as an update writes it. */
export const storedReason = (given: GivenReason) => ({
  ...reasonRow(given),
  reason_why: given.why && JSON.stringify(given.why),
})

type Stored = { reason: string | null; reason_id: string | null; reason_why: unknown; language: string }

/** A stored reason as the API shows it: what is told, in the promise's language, and what it was made of. */
export function reasonOf({ reason, reason_id: id, reason_why, language }: Stored) {
  const why = reason_why as Wording | null
  return {
    reason: saidWhy({ reason, reasonWhy: why }, language as Language),
    givenReason: id === null || why === null ? null : { id, why, added: reason },
  }
}

type Told = { reason: string | null; givenReason: { why: Wording; added: string | null } | null; language: Language }

/** Why a date was moved or withdrawn, in the language of whoever reads it. Own words stay as they were written. */
export const reasonFor = ({ reason, givenReason, language }: Told, reader: Language): string | null =>
  givenReason === null ? reason : saidWhy({ reason: givenReason.added, reasonWhy: givenReason.why }, reader, language)
