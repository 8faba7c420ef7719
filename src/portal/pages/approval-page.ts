import type { Messages } from '#messages/approval'
import type { Messages as PortalMessages } from '#messages/portal'
import { type ApprovalLetter, approvalTexts } from '#modules/authority'
import { type Html, html } from '#platform/html'
import type { Language } from '#platform/i18n'
import type { Moments } from '#platform/moments'
import { frame } from '../parts/frame.ts'

export type ApprovalPage = {
  letter: ApprovalLetter
  /** What it is about, in the words of the request. */
  subject: string | null
  language: Language
  words: Messages
  portal: PortalMessages
  moments: Moments
  /** The address of the page without query. */
  path: string
  assets: { css: string; js: string }
  /** Where the console shows what it is about. */
  consoleUrl: string
  /** Whoever is signed in in this browser is not whom the link was mailed to. */
  somebodyElse: boolean
  /** The answer has just been stored. */
  said: boolean
  text?: string
  problem?: 'too_long' | 'changed'
}

/** What is asked, and one press to answer; afterwards what was answered. */
export function approvalPage(page: ApprovalPage): Html {
  const { letter, subject, words, portal, path, assets, consoleUrl } = page
  const { headline, facts } = approvalTexts(letter, subject, page)
  return frame({
    language: page.language,
    words: portal,
    title: words.title({ organization: letter.organization.name }),
    organization: letter.organization.name,
    path,
    assets,
    live: false,
    content: html`<div class="first narrow">
<div class="summary">
<h1>${headline}</h1>
</div>
<dl class="facts">${facts.map(([term, text]) => html`<div><dt>${term}</dt><dd>${text}</dd></div>`)}</dl>
${page.problem === 'changed' ? html`<p class="problem" role="alert">${words.again()}</p>` : null}
${state(page) ?? form(page)}
<p><a class="button" href="${consoleUrl}">${words.open()}</a></p>
</div>`,
  })
}

const note = (...lines: (string | null)[]): Html =>
  html`<div class="said" role="status">${lines.map((line) => (line === null ? null : html`<p>${line}</p>`))}</div>`

/** Why there is nothing to press; null: there is. */
function state({ letter, words, moments, said, somebodyElse }: ApprovalPage): Html | null {
  const { answeredBy, answeredAt, answerWords } = letter
  const when = moments.dateTime(answeredAt ?? letter.now, { zone: letter.reader?.timeZone ?? 'UTC', now: letter.now })
  const name = answeredBy ?? words.somebody()
  if (letter.state === 'withdrawn') return note(words.state.withdrawn())
  if (letter.state !== 'asked')
    return note(
      said && letter.standing !== 'others' ? words.thanks[letter.state]() : words.state[letter.state]({ name, when }),
      answerWords === null ? null : words.said({ words: answerWords }),
    )
  if (somebodyElse) return note(words.notYours())
  if (letter.standing === 'others') return note(words.others({ name: letter.answerer ?? words.somebody() }))
  return letter.standing === 'over' ? note(words.over()) : null
}

function form({ letter, words, portal, path, language, text = '', problem }: ApprovalPage): Html {
  const beyond = letter.standing === 'beyond'
  const wrong = problem === 'too_long'
  return html`<form class="card ask" method="post" action="${path}?lang=${language}">
<p>${beyond ? words.beyond() : words.spends()}</p>
${wrong ? html`<p class="problem" role="alert" id="problem">${portal.answer.tooLong({ n: 1000 })}</p>` : null}
<label for="text">${words.words()}</label>
<textarea id="text" name="text" rows="2"${wrong ? html` aria-invalid="true" aria-describedby="problem"` : html` maxlength="1000"`}>${text}</textarea>
<p class="choices">
${beyond ? null : html`<button class="main" name="answer" value="approved">${words.approve()}</button>`}
<button name="answer" value="declined">${words.decline()}</button>
</p>
</form>`
}
