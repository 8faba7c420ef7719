export type RefusalKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'stale'
  | 'limit'
  | 'too_large'

/**
 * One place in the input that is wrong: a JSON path without the leading `$` ("contacts.0.email"), a stable code, a
 * sentence in English, and what a sentence in another language needs (`{ max: 200 }`).
 */
export type Issue = { path: string; code: string; message: string; details?: Record<string, unknown> }

/**
 * A decision not to do what was asked, in words the caller may see. Anything else thrown is a bug.
 * @param code stable, `module/snake_case`; @param message one sentence that says what to do.
 */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly code: string
  readonly kind: RefusalKind
  readonly details: Record<string, unknown>
  readonly issues: readonly Issue[]

  constructor(
    code: string,
    kind: RefusalKind,
    message: string,
    details: Record<string, unknown> = {},
    issues: readonly Issue[] = [],
  ) {
    super(message)
    this.code = code
    this.kind = kind
    this.details = details
    this.issues = issues
  }
}

/** Unknown and another organization's answer alike. `what` is the glossary's word ("promise"). */
export const notFound = (module: string, what: string): Refusal =>
  new Refusal(`${module}/not_found`, 'not_found', `There is no such ${what}. Check the id.`)

export const notPermitted = (permission: string): Refusal =>
  new Refusal('access/forbidden', 'forbidden', `This needs the permission ${permission}. Ask an owner.`)

export const membersOnly = (): Refusal =>
  new Refusal('access/members_only', 'forbidden', 'Only a member who is signed in can do this, not an API key.')

export const notSignedIn = (): Refusal =>
  new Refusal('access/not_signed_in', 'unauthenticated', 'Sign in, or send an API key as Authorization: Bearer.')

/** One field is wrong: `path` as in the input. */
export const invalidField = (
  code: string,
  path: string,
  message: string,
  details: Record<string, unknown> = {},
): Refusal => new Refusal(code, 'invalid', message, details, [{ path, code, message }])

/** The record was changed by someone else since the caller read it. */
export const stale = (module: string, what: string, version: number): Refusal =>
  new Refusal(
    `${module}/stale`,
    'stale',
    `This ${what} was changed since you read it. Read it again and repeat your change.`,
    { version },
  )

/** A refusal of a part of the input: its paths are those of the whole. Anything else is itself. */
export const within = (path: string, error: unknown): unknown =>
  error instanceof Refusal
    ? new Refusal(
        error.code,
        error.kind,
        error.message,
        error.details,
        error.issues.map((issue) => ({ ...issue, path: `${path}.${issue.path}` })),
      )
    : error
