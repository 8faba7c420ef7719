import { type Html, html } from '#platform/html'
import { openWaitOf, type Tracking } from '../view.ts'
import { headlineIf, headlineOf, type Voice } from '../wording.ts'

/** What a customer was about to answer; `sent` once it has been stored, `over` when somebody answered before. */
export type ReplyDraft = { text?: string; problem?: string; after?: 'sent' | 'over' | null }

/** What we wait for from the customer, and where they answer. Null while we wait for nothing and nothing was just said. */
export function waitCard(tracking: Tracking, path: string, draft: ReplyDraft, voice: Voice): Html | null {
  const { words, moments, reader, language } = voice
  const wait = openWaitOf(tracking)
  const name = { organization: tracking.organization.name }
  if (!wait)
    return draft.after
      ? html`<div class="said" role="status" id="reply"><p>${words.wait[draft.after](name)}</p></div>`
      : null
  const standing = tracking.promises.filter(({ state }) => state === 'open' || state === 'proposed')
  const stillRuns = standing.filter(({ paused }) => paused === null)
  const moves = standing.filter(({ paused }) => paused !== null)
  return html`<section class="card ask" aria-labelledby="waits" id="reply">
<h2 id="waits">${words.wait.title()}</h2>
<p class="wanted" lang="${wait.language}">${wait.waitingFor}</p>
<p class="hint">${words.wait.asked({ when: moments.dateTime(wait.startedAt, reader) })}</p>
${moves.map((promise) => html`<p>${words.wait.ifToday({ headline: headlineIf('dueIfToday', promise, voice) })}</p>`)}
${moves.length > 0 ? html`<p>${words.wait.later()}</p>` : null}
${stillRuns.map((promise) => html`<p>${words.wait.stands({ headline: headlineOf(promise, voice) })}</p>`)}
<form method="post" action="${path}/reply?lang=${language}">
${draft.problem ? html`<p class="problem" role="alert" id="replyProblem">${draft.problem}</p>` : null}
<label for="replyText">${words.wait.field()}</label>
<textarea id="replyText" name="text" rows="4" maxlength="5000" required${draft.problem ? html` aria-invalid="true" aria-describedby="replyProblem"` : null}>${draft.text ?? ''}</textarea>
<button class="main">${words.wait.send()}</button>
</form>
</section>`
}
