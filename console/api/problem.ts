import { m } from '../ui/text.ts'

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

  constructor(status: number, code: string, message: string, issues: readonly Issue[] = []) {
    super(message)
    this.name = 'Problem'
    this.status = status
    this.code = code
    this.issues = issues
  }

  /** Whether the same call, sent again with the same idempotency key, may succeed. */
  get mayRetry(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }
}

interface ProblemDocument {
  readonly code?: unknown
  readonly detail?: unknown
  readonly title?: unknown
  readonly issues?: unknown
}

/** Reads the problem document of an answer; an answer without one becomes a problem all the same. */
export async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => ({}))) as ProblemDocument
  const issues = Array.isArray(body.issues) ? body.issues.filter(isIssue) : []
  const code = typeof body.code === 'string' ? body.code : `console/status_${response.status}`
  return new Problem(response.status, code, sentenceFor(response.status, body), issues)
}

function isIssue(value: unknown): value is Issue {
  return typeof value === 'object' && value !== null && 'path' in value && 'message' in value
}

function sentenceFor(status: number, body: ProblemDocument): string {
  if (status >= 500) return m.problem.broken()
  if (typeof body.detail === 'string') return body.detail
  return typeof body.title === 'string' ? body.title : m.problem.broken()
}

export const unreachable = (): Problem => new Problem(0, 'console/unreachable', m.problem.unreachable())

/** One sentence for people: what happened, and what to do. */
export function explain(error: unknown): string {
  if (!(error instanceof Problem)) return m.problem.broken()
  if (error.status === 412) return m.problem.stale()
  return error.message
}
