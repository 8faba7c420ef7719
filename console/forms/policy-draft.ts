import type { Issue } from '../api/problem.ts'
import { type Conditions, conditionNames, type PolicySpec, type PolicyStep } from '../parts/policy-data.ts'
import { m } from '../ui/text.ts'

/** A policy as it is being written. Conditions may still be empty, numbers not typed yet. */
export interface Draft {
  readonly name: string
  readonly enabled: boolean
  readonly spec: PolicySpec
}

/** What a new policy says before anybody has said anything. */
export const freshSpec: PolicySpec = {
  trigger: 'message_in',
  conditions: {},
  kind: 'first_reply',
  wording: {},
  duration: { unit: 'business_seconds', n: 4 * 3600 },
  ahead: false,
  calendar: { use: 'organization' },
  owner: { who: 'request_owner' },
  toCustomer: true,
  pausable: false,
  repeats: false,
  asks: false,
  steps: [{ when: { measure: 'share_left', share: 0.25 }, to: { who: 'owner' }, channel: 'console' }],
}

/** Later steps have higher numbers: shares of the time left first, then lead times, then what comes after due. */
function placeOf({ when }: PolicyStep): number {
  if (when.measure === 'share_left') return 1 - when.share
  // A day of business time before due lies between the shares and due.
  if (when.measure === 'before_due') return 2 - when.businessSeconds / (400 * 86_400)
  return 3 + (when.measure === 'wall_after_due' ? when.seconds : when.businessSeconds)
}

/** Steps in the order in which they are taken. */
export const inOrder = (steps: readonly PolicyStep[]): PolicyStep[] => steps.toSorted((a, b) => placeOf(a) - placeOf(b))

function given(conditions: Conditions): Conditions {
  const kept = conditionNames
    .map((name) => [name, conditions[name]] as const)
    .filter(([, value]) => value !== undefined && value.length > 0)
  return Object.fromEntries(kept)
}

/** What is sent: without empty conditions and texts, steps in order. */
export function specOf(spec: PolicySpec): PolicySpec {
  const texts = Object.entries(spec.wording)
    .map(([language, text]) => [language, text?.trim()])
    .filter(([, text]) => text)
  return { ...spec, conditions: given(spec.conditions), wording: Object.fromEntries(texts), steps: inOrder(spec.steps) }
}

export const sameSpec = (a: PolicySpec, b: PolicySpec): boolean => text(specOf(a)) === text(specOf(b))

/** The same for equal values whatever the order of their fields. */
const text = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

const isWhole = (n: number, least: number): boolean => Number.isSafeInteger(n) && n >= least

/** What is wrong with a draft, by the paths that the API uses for it. Found without asking the server. */
export function mistakesIn(draft: Draft): Issue[] {
  const { name, spec } = draft
  const missing = (path: string): Issue => ({ path, message: m.common.required() })
  return [
    ...(name.trim() === '' ? [missing('name')] : []),
    ...(Object.keys(specOf(spec).wording).length === 0 ? [missing('spec.wording')] : []),
    ...numbersMissing(spec).map(missing),
  ]
}

/** Where a number is missing or out of what can be counted, by the paths that the API uses. */
export function numbersMissing(spec: PolicySpec): string[] {
  const found: string[] = []
  const require = (fine: boolean, path: string) => fine || found.push(path)
  for (const part of ['duration', 'target'] as const) {
    const duration = spec[part]
    if (duration) require(isWhole(duration.n, duration.unit === 'business_days' ? 0 : 1), `spec.${part}.n`)
  }
  spec.steps.forEach(({ when }, index) => {
    const path = `spec.steps.${index}.when`
    if (when.measure === 'share_left') require(when.share > 0 && when.share < 1, `${path}.share`)
    else if (when.measure === 'wall_after_due') require(isWhole(when.seconds, 0), `${path}.seconds`)
    else require(isWhole(when.businessSeconds, when.measure === 'before_due' ? 60 : 0), `${path}.businessSeconds`)
  })
  return found
}

/** The message about the field at `path` or anything within it. */
export const mistakeAt = (issues: readonly Issue[], path: string): string | undefined =>
  issues.find((issue) => issue.path === path || issue.path.startsWith(`${path}.`))?.message

/** The mistakes that are left once what lies at `path` was changed. */
export const withoutMistakesAt = (issues: readonly Issue[], path: string): Issue[] =>
  issues.filter((issue) => issue.path !== path && !issue.path.startsWith(`${path}.`))
