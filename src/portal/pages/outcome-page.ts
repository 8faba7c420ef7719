import type { Messages } from '#messages/outcome'
import type { Messages as PortalMessages } from '#messages/portal'
import { type Html, html } from '#platform/html'
import type { Language } from '#platform/i18n'
import { frame } from '../parts/frame.ts'

export type OutcomePage = {
  opened: {
    organization: { name: string }
    subject: string
    isOpen: boolean
    given: { answer: 'yes' | 'no'; words: string | null } | null
  }
  language: Language
  words: Messages
  portal: PortalMessages
  /** The address of the tracking page without query. */
  path: string
  assets: { css: string; js: string }
  answeredAt: string | null
  /** The answer has just been stored. */
  said: boolean
  /** Which of the mail's two links led here. */
  choice: 'yes' | 'no' | null
  text?: string
  problem?: 'too_long'
}

/** Did it go as promised? Each answer takes one press here: the link in the mail only brought the reader to it. */
export function outcomePage(page: OutcomePage): Html {
  const { opened, language, words, portal, path, assets } = page
  const { organization, subject, given } = opened
  const name = { organization: organization.name }
  return frame({
    language,
    words: portal,
    title: words.title(name),
    organization: organization.name,
    path: `${path}/outcome`,
    assets,
    live: false,
    content: html`<div class="first narrow">
<div class="summary">
<h1>${given ? words[given.answer].thanks() : words.question()}</h1>
<p class="relative">${words.about({ subject })}</p>
</div>
${given ? state(page) : null}
${opened.isOpen ? forms(page) : html`<p class="hint">${words.over()}</p>`}
<p><a class="button" href="${path}?lang=${language}">${words.openPage()}</a></p>
</div>`,
  })
}

/** What was answered, and what follows from it. */
function state({ opened: { given, organization }, words, answeredAt }: OutcomePage): Html | null {
  if (!given) return null
  return html`<div class="said" role="status">
<p>${words[given.answer].next({ organization: organization.name })}</p>
${given.words === null ? null : html`<p class="own">${words.youWrote({ text: given.words })}</p>`}
<p class="hint">${words.answeredAt({ when: answeredAt ?? '' })}</p>
</div>`
}

function forms(page: OutcomePage): Html {
  const { words, choice, opened } = page
  const given = opened.given?.answer ?? null
  if (given !== null && page.problem === undefined) {
    const other = given === 'yes' ? 'no' : 'yes'
    return html`<div class="otherwise">${folded(page, given, words.addWords(), false)}
${folded(page, other, words.change(), choice === other && !page.said)}</div>`
  }
  const first = choice ?? 'yes'
  const second = first === 'yes' ? 'no' : 'yes'
  return html`<section class="card ask" aria-label="${words.question()}">
${form(page, first, true)}
<div class="otherwise">${folded(page, second, words[second].button(), false)}</div>
</section>`
}

const folded = (page: OutcomePage, went: 'yes' | 'no', label: string, open: boolean): Html =>
  html`<details${open ? html` open` : null}><summary>${label}</summary>${form(page, went, false)}</details>`

function form(
  { words, path, language, choice, text, problem, portal }: OutcomePage,
  went: 'yes' | 'no',
  main: boolean,
): Html {
  const wrong = problem !== undefined && choice === went
  const id = `words-${went}`
  return html`<form method="post" action="${path}/outcome?lang=${language}">
<input type="hidden" name="went" value="${went}">
${wrong ? html`<p class="problem" role="alert" id="problem">${portal.answer.tooLong({ n: 2000 })}</p>` : null}
<label for="${id}">${words[went].words()}</label>
<textarea id="${id}" name="text" rows="3" maxlength="2000"${wrong ? html` aria-invalid="true" aria-describedby="problem"` : null}>${choice === went ? (text ?? '') : ''}</textarea>
<button${main ? html` class="main below"` : null}>${words[went].button()}</button>
</form>`
}
