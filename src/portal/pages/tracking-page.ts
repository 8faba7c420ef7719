import { type Html, html } from '#platform/html'
import { answerForm, type Draft } from '../parts/answer-form.ts'
import { type ChoiceDraft, choiceCards, givenCard } from '../parts/choice-card.ts'
import { type DateOrigin, dateOrigin } from '../parts/date-origin.ts'
import { frame } from '../parts/frame.ts'
import { history, wishOf } from '../parts/history.ts'
import { icon } from '../parts/icon.ts'
import { messages, type WriteDraft } from '../parts/messages.ts'
import { stages } from '../parts/stages.ts'
import { badge, summary } from '../parts/summary.ts'
import { type ReplyDraft, waitCard } from '../parts/wait-card.ts'
import { currentOf, isToldAlready, type SeenPromise, type Tracking } from '../view.ts'
import { headlineIf, headlineOf, seenText, type Voice } from '../wording.ts'

export type TrackingPage = {
  tracking: Tracking
  voice: Voice
  /** The page's address without query. */
  path: string
  assets: { css: string; js: string }
  draft: Draft
  /** What the customer was about to answer to our question. */
  reply: ReplyDraft
  /** What the customer was about to choose. */
  choice: ChoiceDraft
  /** What the customer was about to write by themselves. */
  write: WriteDraft
  /** How the headline's date comes about; null where there is none to explain. */
  origin: DateOrigin | null
  /** The question how it went; null where nobody asks. */
  outcome: Html | null
  /** A new link has just been asked for. */
  linkSent: boolean
}

/** The page that a link in a mail opens: what is promised, what became of it, and the answer if one is asked. */
export function trackingPage(page: TrackingPage): Html {
  const { tracking, voice, path, assets, draft, reply, choice, write, origin, outcome, linkSent } = page
  const { organization, current } = tracking
  const { words, moments, reader, language } = voice
  const waits = current.state === 'proposed' || current.state === 'open'
  const zone = words.zone({ zone: moments.zone(reader.zone, current.dueAt) })
  return frame({
    language,
    words,
    title: words.title({ organization: organization.name }),
    organization: organization.name,
    path,
    assets,
    live: true,
    content: html`<div class="columns">
<div class="first">
${summary(tracking, voice)}
${outcome}
${waitCard(tracking, path, reply, voice)}
${answerState(tracking, voice)}
${current.state === 'proposed' ? answer({ tracking, voice, path, draft, linkSent }) : null}
${choiceCards(tracking, path, choice, voice)}
${stages(current, voice)}
${waits ? caveats(current, voice) : null}
${origin === null ? null : dateOrigin(origin, voice)}
${waits && current.paused === null ? html`<p><a class="button" href="${path}/promise.ics?lang=${language}" download>${icon('calendar')}${words.calendar()}</a></p>` : null}
<p class="hint">${zone}</p>
</div>
<div class="second">
${messages(tracking, path, write, voice)}
${givenCard(tracking, voice)}
${others(tracking, voice)}
${history(tracking, voice)}
</div>
</div>`,
  })
}

function answerState({ current, organization, answering, call }: Tracking, voice: Voice): Html | null {
  const { words, moments, reader } = voice
  const { consent, answeredAt } = current
  const said: string[] = []
  if (answeredAt !== null && (current.state === 'open' || current.state === 'declined')) {
    const when = moments.dateTime(answeredAt, reader)
    const name = { organization: organization.name }
    if (consent === 'accepted') said.push(words.answered.accepted({ when, ...name }))
    if (consent === 'declined') {
      const wish = wishOf(current, voice)
      said.push(current.wishAt === null ? words.answered.declined({ when }) : words.answered.wished({ wish }))
      said.push(words.answered.willReply(name))
    }
  }
  if (call?.promiseId === current.id)
    said.push(words.answered.call({ organization: organization.name, by: moments.by(call.dueAt, reader) }))
  if (consent === 'unanswered' && current.state === 'open') said.push(words.answered.unanswered())
  if (current.state === 'proposed' && answering === 'used') said.push(words.answered.once())
  if (current.state === 'proposed' && answering === 'expired') said.push(words.answered.expired())
  return said.length > 0
    ? html`<div class="said" role="status">${said.map((text) => html`<p>${text}</p>`)}</div>`
    : null
}

function answer(page: Pick<TrackingPage, 'tracking' | 'voice' | 'path' | 'draft' | 'linkSent'>): Html {
  const { tracking, voice, path, draft, linkSent } = page
  const { words, language } = voice
  if (tracking.answering === 'possible') {
    const { digest } = seenText(tracking.current, voice, tracking.organization.name)
    return answerForm(tracking, path, digest, draft, voice)
  }
  if (linkSent) return html`<div class="said" role="status"><p>${words.newLink.sent()}</p></div>`
  return html`<section class="card" aria-labelledby="ask" id="answer">
<h2 id="ask">${words.answer.title()}</h2>
<p>${words.newLink.text()}</p>
<form method="post" action="${path}/link?lang=${language}">
<button>${words.newLink.send()}</button>
</form>
</section>`
}

function caveats({ caveats: all, language }: SeenPromise, { words }: Voice): Html | null {
  if (all.length === 0) return null
  return html`<section class="card" aria-labelledby="caveats">
<h2 id="caveats">${words.caveats()}</h2>
<ul class="caveats" lang="${language}">${all.map((caveat) => html`<li>${caveat}</li>`)}</ul>
</section>`
}

/** The promise in one sentence; while its date waits for an answer, the date that it has then. */
const said = (promise: SeenPromise, voice: Voice): string =>
  promise.paused === null
    ? headlineOf(promise, voice)
    : voice.words.wait.ifNow({ headline: headlineIf('dueIfNow', promise, voice) })

/** One line for each matter besides the headline's: the state of its newest promise. */
function others({ promises, current }: Tracking, voice: Voice): Html | null {
  const chains = [...new Set(promises.map(({ chainId }) => chainId))].filter((chainId) => chainId !== current.chainId)
  const all = chains.map((chainId) => currentOf(promises.filter((promise) => promise.chainId === chainId)))
  // Updates that were sent stand in the history.
  const newest = all.filter((promise) => promise && !isToldAlready(promise))
  if (newest.length === 0) return null
  return html`<section class="card" aria-labelledby="others">
<h2 id="others">${voice.words.others()}</h2>
<ul class="others">${newest.map((promise) =>
    promise ? html`<li>${badge(promise, voice)}<p>${said(promise, voice)}</p></li>` : null,
  )}</ul>
</section>`
}
