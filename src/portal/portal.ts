import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { loadMessages as loadOutcome } from '#messages/outcome'
import { customerActor, requestLink, sentenceOf, trackingUrl } from '#modules/conversations'
import { notFound, Refusal } from '#platform/errors'
import { addressOf } from '#platform/http'
import { createRateLimit } from '#platform/rate-limit'
import { choiceOf, readForm, storeAnswer } from './answer.ts'
import { readAssets } from './assets.ts'
import { calendarFile } from './calendar-file.ts'
import { storeChoice } from './choose.ts'
import type { PortalDeps, PortalWorld } from './deps.ts'
import { liveStream } from './live-stream.ts'
import { loadOrigin } from './load-origin.ts'
import { type LoadedTracking, loadTracking } from './load-tracking.ts'
import { outcomeAsked, showOutcome, storeOutcome, wentOf } from './outcome.ts'
import { pageHeaders } from './page-headers.ts'
import { trackingPage } from './pages/tracking-page.ts'
import type { Draft } from './parts/answer-form.ts'
import type { ChoiceDraft } from './parts/choice-card.ts'
import type { WriteDraft } from './parts/messages.ts'
import { outcomeCard } from './parts/outcome-card.ts'
import type { ReplyDraft } from './parts/wait-card.ts'
import { storeReply } from './reply.ts'
import { showProblem } from './show-problem.ts'
import { languageAsked, visitOf, wantsJson } from './visit.ts'
import { type Voice, voiceOf } from './wording.ts'
import { storeWriting } from './write.ts'

/** The customers' pages, at `/t/TOKEN`. Opening any of them records nothing: only forms write. */
export function portal(world: PortalWorld): Hono {
  const deps: PortalDeps = { ...world, assets: readAssets(), rateLimit: createRateLimit(world.clock) }
  const app = new Hono()

  app.get('/t/assets/:file', (c) => {
    const file = deps.assets.files.get(c.req.param('file'))
    if (!file) return c.notFound()
    return c.body(file.body, 200, {
      'content-type': file.type,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    })
  })

  app.use('/t/*', pageHeaders)
  const tooLarge = (c: Context) =>
    showProblem(c, deps, new Refusal('input/too_large', 'too_large', 'The form is larger than 32 kB. Write less.'))
  app.use('/t/*', bodyLimit({ maxSize: 32 * 1024, onError: tooLarge }))
  app.onError((error, c) => showProblem(c, deps, error))

  app.get('/t/:token', async (c) => {
    const visit = visitOf(c, deps)
    const before = uuidIn(c.req.query('before'))
    const loaded = await loadTracking(deps, visit, languageAsked(c), before)
    const { tracking } = loaded
    if (wantsJson(c)) refuseOver(tracking.answering)
    const voice = await voiceOf(tracking)
    const after = afterOf(c.req.query('reply'))
    return show(c, {
      loaded,
      voice,
      draft: { choice: choiceOf(c.req.query('answer')) },
      reply: { after },
      write: { sent: c.req.query('write') === 'sent' },
      path: visit.path,
    })
  })

  app.post('/t/:token/reply', async (c) => {
    const visit = visitOf(c, deps)
    deps.rateLimit.take(`portal reply ${addressOf(c)}`, 30, 60)
    deps.rateLimit.take(`portal reply ${visit.ids.viewId}`, 20, 3600)
    const replied = await storeReply(c, deps, visit, await readForm(c))
    if (replied.outcome === 'again') return show(c, { ...replied, draft: { choice: null }, path: visit.path }, 400)
    return c.redirect(pageAddress(c, visit.path, { reply: replied.outcome }), 303)
  })

  app.post('/t/:token/write', async (c) => {
    const visit = visitOf(c, deps)
    const form = await readForm(c)
    try {
      const wrote = await storeWriting(c, deps, visit, form)
      if (wrote.outcome === 'sent') return c.redirect(`${pageAddress(c, visit.path, { write: 'sent' })}#messages`, 303)
      return await show(c, { ...wrote, draft: { choice: null }, path: visit.path }, wrote.status)
    } catch (error) {
      // Whatever it was: what somebody wrote is theirs to keep.
      return showProblem(c, deps, error, form.text ?? null)
    }
  })

  app.post('/t/:token/answer', async (c) => {
    const visit = visitOf(c, deps)
    deps.rateLimit.take(`portal answer ${addressOf(c)}`, 30, 60)
    const form = await readForm(c)
    const answered = await storeAnswer(c, deps, visit, form)
    if (answered.outcome === 'again') return show(c, { ...answered, path: visit.path }, answered.status)
    return c.redirect(pageAddress(c, visit.path, {}), 303)
  })

  app.post('/t/:token/choice', async (c) => {
    const visit = visitOf(c, deps)
    deps.rateLimit.take(`portal answer ${addressOf(c)}`, 30, 60)
    const chose = await storeChoice(c, deps, visit, await readForm(c))
    if (chose.outcome === 'again') return show(c, { ...chose, draft: { choice: null }, path: visit.path }, chose.status)
    return c.redirect(`${pageAddress(c, visit.path, {})}#choice`, 303)
  })

  app.get('/t/:token/outcome', (c) => showOutcome(c, deps, visitOf(c, deps), { choice: wentOf(c.req.query('went')) }))

  app.post('/t/:token/outcome', async (c) => {
    const visit = visitOf(c, deps)
    const form = await readForm(c)
    try {
      const wrong = await storeOutcome(c, deps, visit, form)
      if (wrong) return await showOutcome(c, deps, visit, wrong, 400)
      return c.redirect(pageAddress(c, `${visit.path}/outcome`, { said: 'yes' }), 303)
    } catch (error) {
      // Whatever it was: what somebody wrote is theirs to keep.
      return showProblem(c, deps, error, form.text ?? null)
    }
  })

  app.post('/t/:token/link', async (c) => {
    const { ids, path } = visitOf(c, deps)
    deps.rateLimit.take(`portal link ${addressOf(c)}`, 10, 3600)
    deps.rateLimit.take(`portal link ${ids.viewId}`, 3, 3600)
    await deps.gate.run(requestLink, customerActor(ids), { viewId: ids.viewId })
    return c.redirect(pageAddress(c, path, { link: 'sent' }), 303)
  })

  app.get('/t/:token/promise.ics', async (c) => {
    const visit = visitOf(c, deps)
    const { tracking, version } = await loadTracking(deps, visit, languageAsked(c))
    const { current, organization, now } = tracking
    const { moments, reader } = await voiceOf(tracking)
    // A calendar is often shared: the link in it reads, and does not answer.
    const url = trackingUrl(deps.instance, { ...visit.ids, actionId: null })
    const body = calendarFile({
      uid: `${current.id}@${new URL(deps.instance.url).hostname}`,
      summary: `${organization.name}: ${current.wording}`,
      description: `${sentenceOf(current, moments, reader)}\n${url}`,
      url,
      from: current.windowFrom ?? current.dueAt,
      to: current.dueAt,
      now,
      sequence: version,
    })
    return c.body(body, 200, {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'attachment; filename="promise.ics"',
    })
  })

  app.get('/t/:token/live', async (c) => {
    const visit = visitOf(c, deps)
    if (c.req.method === 'HEAD') return c.body(null, 204)
    deps.rateLimit.take(`portal live ${addressOf(c)}`, 120, 60)
    return liveStream(c, deps, visit)
  })

  app.all('/t/*', (c) => showProblem(c, deps, notFound('conversations', 'link')))

  type Shown = {
    loaded: LoadedTracking
    voice: Voice
    draft: Draft
    reply?: ReplyDraft
    choice?: ChoiceDraft
    write?: WriteDraft
    path: string
  }
  const show = async (
    c: Context,
    { loaded, voice, draft, reply = {}, choice = {}, write = {}, path }: Shown,
    status: 200 | 400 | 409 | 429 = 200,
  ): Promise<Response> => {
    const linkSent = c.req.query('link') === 'sent'
    const visit = visitOf(c, deps)
    const origin = await loadOrigin(deps, visit, loaded.tracking)
    const asked = await outcomeAsked(deps, visit)
    const { language } = loaded.tracking
    const outcome = asked && outcomeCard(asked, path, await loadOutcome(language), language)
    return c.html(
      trackingPage({
        tracking: loaded.tracking,
        voice,
        path,
        assets: deps.assets,
        draft,
        reply,
        choice,
        write,
        origin,
        outcome,
        linkSent,
      }),
      status,
    )
  }

  return app
}

/** The page, in the language the reader has chosen. */
function pageAddress(c: Context, path: string, query: Record<string, string>): string {
  const lang = languageAsked(c)
  const search = new URLSearchParams({ ...query, ...(lang === null ? {} : { lang }) }).toString()
  return search === '' ? path : `${path}?${search}`
}

/** An id in the address; what is none asks for nothing. */
const uuidIn = (text: string | undefined): string | null =>
  text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text) ? text : null

const afterOf = (asked: string | undefined): 'sent' | 'over' | null =>
  asked === 'sent' || asked === 'over' ? asked : null

/** For a program a link that can no longer answer is an error; a person still reads the page. */
function refuseOver(answering: LoadedTracking['tracking']['answering']): void {
  if (answering === 'used')
    throw new Refusal('conversations/link_used', 'conflict', 'This link has answered already. The page stays readable.')
  if (answering === 'expired')
    throw new Refusal(
      'conversations/link_expired',
      'conflict',
      'The time to answer with this link is over. The page stays readable.',
    )
}
