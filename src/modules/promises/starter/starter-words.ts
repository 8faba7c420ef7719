import type { Industry, Norm } from './norms.ts'

/** What a policy is called, for the staff, and what it promises, as the customer is told. */
export type Said = readonly [name: string, wording: string]

/** The starter set in one language. */
export type StarterWords = {
  /** How people name channels in this language, beside the English names. */
  channels: { email: readonly string[]; social: readonly string[] }
  norms: Readonly<Record<Norm, Said>>
  /** Where an industry says it in its own words. */
  industries: Readonly<Record<Exclude<Industry, 'general'>, Readonly<Partial<Record<Norm, Said>>>>>
}
