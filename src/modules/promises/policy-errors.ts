import { invalidField, notFound, Refusal } from '#platform/errors'

export const policyNotFound = (): Refusal => notFound('policies', 'policy')

/** What a policy says names something that is not here: `path` as in the input. */
export const unknownInSpec = (path: string, what: string): Refusal =>
  invalidField('policies/unknown_reference', path, `There is no such ${what} to work with. Choose another one.`)

export const normTaken = (): Refusal =>
  new Refusal('policies/norm_taken', 'conflict', 'This norm has its policy already. Change that one.', {}, [
    { path: 'norm', code: 'policies/norm_taken', message: 'Has its policy already' },
  ])

export const oneRuleToTry = (): Refusal =>
  invalidField('policies/one_rule', 'spec', 'Give either spec or policyId, or neither to try all policies.')

export const notForTheFirm = (): Refusal =>
  new Refusal(
    'policies/not_for_the_firm',
    'conflict',
    'This policy promises something in one matter. Say there that it happened.',
  )

export const switchedOff = (): Refusal =>
  new Refusal('policies/switched_off', 'conflict', 'This policy is switched off. Switch it on first.')
