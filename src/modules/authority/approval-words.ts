import type { Messages } from '#messages/approval'
import { amountText } from '#modules/playbooks'
import type { Language } from '#platform/i18n'
import type { Moments } from '#platform/moments'
import type { ApprovalLetter } from './read-letter.ts'

export type ApprovalTexts = { language: Language; words: Messages; moments: Moments }

/** What is asked, in a sentence, and what has to be known to answer it, a line each: in the mail and on the page. */
export function approvalTexts(
  letter: ApprovalLetter,
  subject: string | null,
  { language, words, moments }: ApprovalTexts,
): { headline: string; facts: (readonly [term: string, text: string])[] } {
  const { remedy, askedBy, left, currency } = letter
  const what = letter.amount === 0 ? remedy.name : `${remedy.name}, ${amountText(letter.amount, currency, language)}`
  const reader = { zone: letter.reader?.timeZone ?? 'UTC', now: letter.now }
  const facts: [string, string | null][] = [
    [words.fact.customer(), letter.customer],
    [words.fact.matter(), subject],
    [words.fact.why(), letter.reason],
    [words.fact.conditions(), remedy.conditions || null],
    [words.fact.done(), letter.dueAt && moments.dateTime(letter.dueAt, reader)],
    [words.fact.answerBy(), moments.dateTime(letter.answerBy, reader)],
    [words.fact.left(), left?.amount == null ? null : amountText(left.amount, currency, language)],
  ]
  return {
    headline: askedBy === null ? words.asked({ what }) : words.asks({ name: askedBy, what }),
    facts: facts.flatMap(([term, text]) => (text ? [[term, text] as const] : [])),
  }
}
