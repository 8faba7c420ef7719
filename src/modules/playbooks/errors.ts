import { invalidField, notFound, Refusal, stale } from '#platform/errors'
import type { Finding } from './script-findings.ts'

export const remedyNotFound = (): Refusal => notFound('playbooks', 'line of the library')
export const staleRemedy = (version: number): Refusal => stale('playbooks', 'line of the library', version)

export const reasonNotFound = (): Refusal => notFound('playbooks', 'reason')
export const staleReason = (version: number): Refusal => stale('playbooks', 'reason', version)

export const reasonArchived = (): Refusal =>
  new Refusal('playbooks/archived', 'conflict', 'This reason is no longer given. Choose another, or add it anew.')

export const scriptNotFound = (): Refusal => notFound('playbooks', 'script')
export const versionNotFound = (): Refusal => notFound('playbooks', 'version of this script')
export const staleScript = (version: number): Refusal => stale('playbooks', 'script', version)

export const scriptArchived = (): Refusal =>
  new Refusal('playbooks/archived', 'conflict', 'This script is no longer used. Choose another, or add it anew.')

const FOUND: Readonly<Record<Finding['code'], { issue: string; says: string }>> = {
  unknown_variable: { issue: 'playbooks/unknown_variable', says: 'Stands for nothing. Take one of the list.' },
  variable_not_here: {
    issue: 'playbooks/variable_not_here',
    says: 'Is not known where this script is used. Take it out, or choose another use.',
  },
  broken_braces: {
    issue: 'playbooks/broken_braces',
    says: 'Braces stand only in pairs around the name of a fact, like {{due}}.',
  },
  date_in_template: {
    issue: 'playbooks/date_in_template',
    says: 'A script promises no date of its own: put the fact in, like {{by}}.',
  },
  over_promise: {
    issue: 'playbooks/over_promise',
    says: 'Says more than anybody can keep. Say it otherwise, or why it stands all the same.',
  },
  language_missing: {
    issue: 'playbooks/language_missing',
    says: 'Customers read this language, and this script goes out by itself. Write it in it, too.',
  },
}

const issuesOf = (findings: readonly Finding[]) =>
  findings.map(({ code, language, part, text, start }) => {
    const { issue, says: message } = FOUND[code]
    return { path: `texts.${language}.${part}`, code: issue, message, details: { text, start } }
  })

/** It is not saved so: each fault with where it stands. */
export const scriptFaults = (faults: readonly Finding[]): Refusal =>
  new Refusal(
    'playbooks/script_faulty',
    'invalid',
    'Something in this script would not be true or not be understood. Look at the marked places.',
    {},
    issuesOf(faults),
  )

/** It says more than can be kept, or reads like a date of its own: it takes a reason. */
export const overPromises = (findings: readonly Finding[]): Refusal =>
  new Refusal(
    'playbooks/over_promise',
    'invalid',
    'Something in this script says more than anybody can keep. Say it otherwise, or in reason why it stands.',
    {},
    issuesOf(findings),
  )

export const remedyArchived = (): Refusal =>
  new Refusal('playbooks/archived', 'conflict', 'This is no longer offered. Choose another, or add it anew.')

export const nameTaken = (): Refusal =>
  new Refusal('playbooks/name_taken', 'conflict', 'Another one of this name is in use. Choose another name.')

export const wordingMissing = (language: string, field: 'wording' | 'why'): Refusal =>
  invalidField(
    'playbooks/wording_missing',
    `${field}.${language}`,
    "Say it in your organization's language at least.",
    {
      language,
    },
  )

export const noAmount = (): Refusal =>
  invalidField('playbooks/no_amount', 'cost', 'An apology costs nothing. Set the cost to 0.')

export const onlyCreditsExpire = (): Refusal =>
  invalidField('playbooks/only_credits_expire', 'validDays', 'Only a credit expires. Leave it out.')
