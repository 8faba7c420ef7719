import type { Messages } from '#messages/outcome'
import { type Html, html } from '#platform/html'

/** On the tracking page: the question whether it went as promised, or what was answered. */
export function outcomeCard(
  { given }: { given: { answer: 'yes' | 'no' } | null },
  path: string,
  words: Messages,
  language: string,
): Html {
  const to = (went: 'yes' | 'no') => `${path}/outcome?went=${went}&lang=${language}`
  return html`<section class="card ask" aria-labelledby="outcome">
<h2 id="outcome">${words.question()}</h2>
${
  given
    ? html`<p>${words[given.answer].said()}</p><p><a class="button" href="${path}/outcome?lang=${language}">${words.see()}</a></p>`
    : html`<p class="choices"><a class="button" href="${to('yes')}">${words.yes.button()}</a> <a class="button" href="${to('no')}">${words.no.button()}</a></p>`
}
</section>`
}
