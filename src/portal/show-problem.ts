import type { Context } from 'hono'
import { loadMessages, type Messages } from '#messages/portal'
import { Refusal } from '#platform/errors'
import { describe, problem, traceOf } from '#platform/http'
import type { PortalDeps } from './deps.ts'
import { problemPage } from './pages/problem-page.ts'
import { languageOf, wantsJson } from './visit.ts'

type Said = { status: 400 | 404 | 409 | 410 | 413 | 429 | 500; title: string; text: string; readable: boolean }

/** What a refusal means to a customer. `readable`: the page behind the link can still be read. */
function say(error: unknown, words: Messages): Said {
  const p = words.problem
  if (!(error instanceof Refusal))
    return { status: 500, title: p.internalTitle(), text: p.internalText(), readable: false }
  const seconds = Number(error.details.retryAfterSeconds ?? 60)
  switch (error.code) {
    case 'conversations/link_revoked':
      return { status: 410, title: p.revokedTitle(), text: p.revokedText(), readable: false }
    case 'conversations/link_expired':
      return { status: 410, title: p.expiredTitle(), text: p.notStored(), readable: true }
    case 'conversations/link_used':
    case 'promises/not_possible':
      return { status: 409, title: p.usedTitle(), text: p.notStored(), readable: true }
    case 'access/too_many':
      return { status: 429, title: p.tooManyTitle(), text: p.tooManyText({ seconds }), readable: false }
    case 'conversations/not_found':
      return { status: 404, title: p.unknownTitle(), text: p.unknownText(), readable: false }
    default: {
      const status = error.kind === 'conflict' ? 409 : error.kind === 'too_large' ? 413 : 400
      return { status, title: p.invalidTitle(), text: p.notStored(), readable: true }
    }
  }
}

/**
 * A refusal or a fault as a page, or as a problem document for programs.
 * @param kept what somebody wrote that was not stored: theirs to copy
 */
export async function showProblem(
  c: Context,
  deps: PortalDeps,
  error: unknown,
  kept: string | null = null,
): Promise<Response> {
  const traceId = traceOf(c)
  if (!(error instanceof Refusal)) deps.log.error({ trace: traceId, error: describe(error) }, 'portal failed')
  const language = languageOf(c)
  const words = await loadMessages(language)
  const said = say(error, words)
  if (error instanceof Refusal && typeof error.details.retryAfterSeconds === 'number')
    c.header('retry-after', String(error.details.retryAfterSeconds))
  if (wantsJson(c)) {
    const refusal = error instanceof Refusal ? error : new Refusal('internal', 'conflict', words.problem.internalText())
    const document = problem(c, refusal, traceId)
    // The page and the document answer with one status: a link that is over is gone, not in conflict.
    const body = { ...((await document.json()) as object), status: said.status }
    return c.body(JSON.stringify(body), said.status, { 'content-type': 'application/problem+json' })
  }
  const page = said.readable ? `/t/${c.req.param('token') ?? ''}` : null
  const { title, text } = said
  return c.html(
    problemPage({ language, words, assets: deps.assets, title, text, organization: null, page, kept }),
    said.status,
  )
}
