import { type Html, html } from '#platform/html'
import type { Tracking } from '../view.ts'
import type { Voice } from '../wording.ts'

/** What a customer was about to answer: from the mail's link, or from a form that has to be corrected. */
export type Draft = {
  choice: 'accepted' | 'declined' | 'other' | 'call' | null
  number?: string
  wishAt?: string
  text?: string
  problem?: { field: 'wishAt' | 'number' | null; text: string }
}

/**
 * The answers. Each needs one press here: the link in the mail only brought the reader to the choice.
 * @param digest of what is shown: the answer counts for exactly this
 */
export function answerForm(tracking: Tracking, path: string, digest: string, draft: Draft, voice: Voice): Html {
  const { words, moments, reader, language } = voice
  const { current, now, phone } = tracking
  // It is asked for once, until somebody has called.
  const call = tracking.call?.promiseId === current.id
  const until = current.answerBy ?? current.dueAt
  const hidden = (answer: string) => html`<input type="hidden" name="answer" value="${answer}">
<input type="hidden" name="seen" value="${digest}">`
  const open = (choice: Draft['choice']) => (draft.choice === choice ? html` open` : null)
  const wrong = draft.problem?.field === 'wishAt'
  const noNumber = draft.problem?.field === 'number'
  const problem = draft.problem ? html`<p class="problem" role="alert" id="problem">${draft.problem.text}</p>` : null
  return html`<section class="card ask" aria-labelledby="ask" id="answer">
<h2 id="ask">${words.answer.title()}</h2>
<p>${words.answer.by({ by: moments.by(until, reader), relative: moments.relative(until, now) })}</p>
${wrong || noNumber ? null : problem}
<form method="post" action="${path}/answer?lang=${language}">${hidden('accepted')}
<button class="main"${draft.choice === 'accepted' ? html` autofocus` : null}>${words.answer.accept()}</button>
</form>
<div class="otherwise">
<details${open('other')}><summary>${words.answer.otherTime()}</summary>
<form method="post" action="${path}/answer?lang=${language}">${hidden('other')}
${wrong ? problem : null}
<label for="wishAt">${words.answer.wishAt()}</label>
<input id="wishAt" name="wishAt" type="datetime-local" required min="${localMinute(now, reader.zone)}" value="${draft.wishAt ?? ''}" aria-describedby="zone${wrong ? ' problem' : ''}"${wrong ? html` aria-invalid="true"` : null}>
<p class="hint" id="zone">${words.answer.wishHint({ zone: moments.zone(reader.zone, current.dueAt) })}</p>
<label for="wishText">${words.answer.wishText()}</label>
<textarea id="wishText" name="text" rows="2" maxlength="1000">${draft.choice === 'other' ? (draft.text ?? '') : ''}</textarea>
<button>${words.answer.wishSend()}</button>
</form>
</details>
${
  call
    ? null
    : html`<details${open('call')}><summary>${words.answer.callMe()}</summary>
<form method="post" action="${path}/answer?lang=${language}">${hidden('call')}
${noNumber ? problem : null}
${
  phone === null
    ? html`<label for="number">${words.answer.callNumber()}</label>
<input id="number" name="number" type="tel" autocomplete="tel" required maxlength="50" value="${draft.number ?? ''}"${noNumber ? html` aria-invalid="true" aria-describedby="problem"` : null}>`
    : html`<p>${words.answer.callEnds({ end: phone })}</p>`
}
<label for="callText">${words.answer.callText()}</label>
<textarea id="callText" name="text" rows="2" maxlength="500">${draft.choice === 'call' ? (draft.text ?? '') : ''}</textarea>
<p class="hint">${words.answer.callStays()}</p>
<button>${words.answer.callSend()}</button>
</form>
</details>`
}
<details${open('declined')}><summary>${words.answer.decline()}</summary>
<form method="post" action="${path}/answer?lang=${language}">${hidden('declined')}
<label for="whyNot">${words.answer.declineText()}</label>
<textarea id="whyNot" name="text" rows="2" maxlength="1000">${draft.choice === 'declined' ? (draft.text ?? '') : ''}</textarea>
<button>${words.answer.declineSend()}</button>
</form>
</details>
</div>
</section>`
}

/** "2026-11-26T16:00": a wall time as form fields write it. */
export const localMinute = (at: Temporal.Instant, zone: string): string =>
  at
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .round({ smallestUnit: 'minute', roundingMode: 'ceil' })
    .toString({ smallestUnit: 'minute' })
