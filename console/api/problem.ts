import { m } from '../ui/text.ts'
import { problemWords, type Says } from './problem-words.ts'

/** Where in what was sent a mistake is: the path of the field and a sentence about it. */
export interface Issue {
  readonly path: string
  readonly message: string
}

/** What went wrong with a call, from a problem document (RFC 9457) or from the way there. */
export class Problem extends Error {
  /** The HTTP status; 0 when no answer came. */
  readonly status: number
  /** `promises/already_kept`; `console/unreachable` when no answer came. */
  readonly code: string
  readonly issues: readonly Issue[]
  /** What else the problem document says. */
  readonly details: Readonly<Record<string, unknown>>

  constructor(
    status: number,
    code: string,
    message: string,
    issues: readonly Issue[] = [],
    details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message)
    this.name = 'Problem'
    this.status = status
    this.code = code
    this.issues = issues
    this.details = details
  }

  /** Whether the same call, sent again with the same idempotency key, may succeed. */
  get mayRetry(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }
}

interface ProblemDocument {
  readonly [detail: string]: unknown
  readonly code?: unknown
  readonly detail?: unknown
  readonly title?: unknown
  readonly issues?: unknown
}

/**
 * Reads the problem document of an answer, in the reader's language; an answer without one becomes a problem all the
 * same, and a code without a text says what the API says.
 */
export async function problemOf(response: Response): Promise<Problem> {
  const body = ((await response.json().catch(() => null)) ?? {}) as ProblemDocument
  const code = typeof body.code === 'string' ? body.code : `console/status_${response.status}`
  if (response.status >= 500) return new Problem(response.status, code, m.problem.broken())
  const says = await problemWords()
  const issues = Array.isArray(body.issues) ? body.issues.filter(isIssue) : []
  return new Problem(
    response.status,
    code,
    says(code, body) ?? sentenceOf(body),
    issues.map((issue) => ({ path: issue.path, message: messageOf(issue, body, says) })),
    body,
  )
}

interface SentIssue extends Issue {
  readonly code?: unknown
  readonly details?: Readonly<Record<string, unknown>>
}

function isIssue(value: unknown): value is SentIssue {
  return typeof value === 'object' && value !== null && 'path' in value && 'message' in value
}

const messageOf = ({ code, message, details }: SentIssue, body: ProblemDocument, says: Says): string =>
  says(String(code), { ...body, ...details }) ?? message

function sentenceOf(body: ProblemDocument): string {
  if (typeof body.detail === 'string') return body.detail
  return typeof body.title === 'string' ? body.title : m.problem.broken()
}

export const unreachable = (): Problem => new Problem(0, 'console/unreachable', m.problem.unreachable())

/** One sentence for people: what happened, and what to do. */
export function explain(error: unknown): string {
  return error instanceof Problem ? error.message : m.problem.broken()
}
