import { invalidField, notFound, Refusal, stale } from '#platform/errors'

export const remedyNotFound = (): Refusal => notFound('playbooks', 'line of the library')
export const staleRemedy = (version: number): Refusal => stale('playbooks', 'line of the library', version)

export const reasonNotFound = (): Refusal => notFound('playbooks', 'reason')
export const staleReason = (version: number): Refusal => stale('playbooks', 'reason', version)

export const reasonArchived = (): Refusal =>
  new Refusal('playbooks/archived', 'conflict', 'This reason is no longer given. Choose another, or add it anew.')

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
