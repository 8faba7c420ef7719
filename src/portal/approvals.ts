import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { z } from 'zod'
import { loadMessages } from '#messages/approval'
import { loadMessages as loadPortal } from '#messages/portal'
import { memberActor } from '#modules/accounts'
import { type ApprovalLink, answerApprovalByLink, readApprovalLetter, readApprovalToken } from '#modules/authority'
import { getRequest } from '#modules/requests'
import { notFound, Refusal } from '#platform/errors'
import { addressOf } from '#platform/http'
import { loadMoments } from '#platform/moments'
import { type Actor, systemActor } from '#platform/operation'
import { createRateLimit } from '#platform/rate-limit'
import type { Authenticate } from '#platform/routes'
import { cleanText, readForm } from './answer.ts'
import { readAssets } from './assets.ts'
import type { PortalDeps, PortalWorld } from './deps.ts'
import { pageHeaders } from './page-headers.ts'
import { type ApprovalPage, approvalPage } from './pages/approval-page.ts'
import { problemPage } from './pages/problem-page.ts'
import { showProblem } from './show-problem.ts'
import { languageAsked, languageOf } from './visit.ts'

const MAX_WORDS = 1000
/** What came of it is on the page. */
const SHOWN = ['already_answered', 'not_the_answerer', 'approval_link_over', 'beyond_approver'].map(
  (code) => `authority/${code}`,
)

type Letter = z.output<typeof readApprovalLetter.output>
type Draft = Pick<ApprovalPage, 'text' | 'problem'>

/**
 * The page behind the link in an approver's mail, at `/a/TOKEN`: one press answers, without signing in and without
 * scripts. Opening it records nothing.
 */
export function approvals(world: PortalWorld & { authenticate: Authenticate }): Hono {
  const deps: PortalDeps = { ...world, assets: readAssets(), rateLimit: createRateLimit(world.clock) }
  const app = new Hono()
  app.use('/a/*', pageHeaders)
  const onError = (c: Context) =>
    showProblem(c, deps, new Refusal('input/too_large', 'too_large', 'The form is larger than 32 kB. Write less.'))
  app.use('/a/*', bodyLimit({ maxSize: 32 * 1024, onError }))
  app.onError((error, c) => showProblem(c, deps, error))

  app.get('/a/:token', (c) => show(c, linkOf(c)))

  app.post('/a/:token', async (c) => {
    const link = linkOf(c)
    deps.rateLimit.take(`approval ${addressOf(c)}`, 30, 60)
    const form = await readForm(c)
    const { answer } = form
    if (answer !== 'approved' && answer !== 'declined') throw new Refusal('input/invalid', 'invalid', 'Say yes or no.')
    const text = cleanText(form.text ?? '')
    if (text.length > MAX_WORDS) return show(c, link, { text, problem: 'too_long' }, 400)
    const { reader } = await letterOf(link)
    if (!reader || (await isSomebodyElse(c, link))) return show(c, link, { text }, 409)
    try {
      await deps.gate.run(answerApprovalByLink, memberActor(link.orgId, link.memberId, reader.role), {
        ...{ id: link.approvalId, answer },
        ...(text === '' ? {} : { words: text }),
      })
    } catch (error) {
      if (!(error instanceof Refusal) || !SHOWN.includes(error.code)) throw error
      return show(c, link, { text, problem: 'changed' }, 409)
    }
    const lang = languageAsked(c)
    return c.redirect(`/a/${c.req.param('token')}?said=${answer}${lang === null ? '' : `&lang=${lang}`}`, 303)
  })

  /** Reads the token in the address. A wrong one costs no query, and each address may try few. @throws conversations/not_found */
  function linkOf(c: Context): ApprovalLink {
    const link = readApprovalToken(deps.instance.keys, c.req.param('token') ?? '')
    if (link) return link
    deps.rateLimit.take(`portal guess ${addressOf(c)}`, 20, 60)
    throw notFound('conversations', 'link')
  }

  const letterOf = ({ orgId, approvalId, memberId }: ApprovalLink): Promise<Letter> =>
    deps.gate.run(readApprovalLetter, systemActor(orgId, 'approval link'), { id: approvalId, memberId })

  /** A link that was passed on does not answer for its reader in the browser of whoever it came to. */
  async function isSomebodyElse(c: Context, { orgId, memberId }: ApprovalLink): Promise<boolean> {
    const signedIn = await world.authenticate(c.req.raw, c)
    return signedIn?.kind === 'member' && signedIn.orgId === orgId && signedIn.memberId !== memberId
  }

  async function show(c: Context, link: ApprovalLink, draft: Draft = {}, status: 200 | 400 | 409 = 200) {
    const letter = await letterOf(link)
    const { reader, organization } = letter
    const language = languageAsked(c) ?? reader?.language ?? languageOf(c)
    const [words, portal] = await Promise.all([loadMessages(language), loadPortal(language)])
    const { assets } = deps
    if (!reader) {
      const gone = { title: words.goneTitle(), text: words.goneText(), organization: null, page: null, kept: null }
      return c.html(problemPage({ ...gone, language, words: portal, assets }), 410)
    }
    const actor = memberActor(link.orgId, link.memberId, reader.role)
    const page = approvalPage({
      ...{ letter, language, words, portal, assets, path: `/a/${c.req.param('token') ?? ''}` },
      moments: await loadMoments(language, organization.country),
      subject: await subjectOf(actor, letter.about),
      consoleUrl: `${deps.instance.url}${pageOf(letter.about)}`,
      somebodyElse: await isSomebodyElse(c, link),
      said: c.req.query('said') !== undefined,
      ...draft,
    })
    return c.html(page, status)
  }

  async function subjectOf(actor: Actor, about: string): Promise<string | null> {
    const id = requestIdIn(about)
    return id === null ? null : (await deps.gate.run(getRequest, actor, { id })).subject
  }

  return app
}

const requestIdIn = (about: string): string | null =>
  about.startsWith('request:') ? about.slice('request:'.length) : null

/** Where the console shows what it is about. */
const pageOf = (about: string): string => {
  const id = requestIdIn(about)
  return id === null ? '/' : `/requests/${id}`
}
