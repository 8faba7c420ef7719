import { randomUUID } from 'node:crypto'
import { type Html, html } from '#platform/html'
import { promisedAnswer, type SeenMessage, type Tracking } from '../view.ts'
import { headlineOf, type Voice } from '../wording.ts'
import { icon } from './icon.ts'

/** What a customer was about to write; `sent` once it has been stored. */
export type WriteDraft = { text?: string; problem?: string; sent?: boolean }

/** What was written here by both sides, the newest last, and where the customer writes at any time. */
export function messages(tracking: Tracking, path: string, draft: WriteDraft, voice: Voice): Html {
  const { words, language } = voice
  const { items, earlier, past } = tracking.messages
  const name = { organization: tracking.organization.name }
  const answer = promisedAnswer(tracking)
  const begun = items.length > 0 || draft.problem !== undefined
  return html`<section class="card" aria-labelledby="messagesTitle" id="messages">
<h2 id="messagesTitle">${words.write.title()}</h2>
${earlier === null ? null : html`<p class="more"><a href="${path}?lang=${language}&before=${earlier}#messages">${words.write.earlier()}</a></p>`}
${items.length === 0 ? null : html`<ol class="talk">${items.map((message) => item(message, tracking, voice))}</ol>`}
${past ? html`<p class="more"><a href="${path}?lang=${language}#messages">${words.write.newest()}</a></p>` : null}
${draft.sent ? html`<p class="arrived" role="status">${icon('done')}${words.write.sent(name)}</p>` : null}
${answer ? html`<p class="hint"><span lang="${answer.language}">${headlineOf(answer, voice)}</span></p>` : null}
${begun ? form(path, draft, voice) : html`<details class="write"><summary>${words.write.open()}</summary>${form(path, draft, voice)}</details>`}
</section>`
}

function item({ by, at, text }: SeenMessage, { organization }: Tracking, { words, moments, reader }: Voice): Html {
  return html`<li class="${by === 'customer' ? 'theirs' : 'ours'}"><p class="who"><b>${by === 'customer' ? words.write.you() : organization.name}</b> <time datetime="${at.toString()}">${moments.dateTime(at, reader)}</time></p>
<p class="text" dir="auto">${text}</p></li>`
}

/** Each form is one message: pressed twice, it is stored once. */
const form = (path: string, { text, problem }: WriteDraft, { words, language }: Voice): Html =>
  html`<form method="post" action="${path}/write?lang=${language}">
<input type="hidden" name="form" value="${randomUUID()}">
${problem ? html`<p class="problem" role="alert" id="writeProblem">${problem}</p>` : null}
<label for="writeText">${words.write.field()}</label>
<textarea id="writeText" name="text" rows="4" maxlength="5000" required${problem ? html` aria-invalid="true" aria-describedby="writeProblem" autofocus` : null}>${text ?? ''}</textarea>
<button>${words.write.send()}</button>
</form>`
