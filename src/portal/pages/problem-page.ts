import type { Messages } from '#messages/portal'
import { type Html, html } from '#platform/html'
import type { Language } from '#platform/i18n'
import { frame } from '../parts/frame.ts'

export type ProblemPage = {
  language: Language
  words: Messages
  assets: { css: string; js: string }
  title: string
  text: string
  organization: string | null
  /** Address of the tracking page, where it can still be read. */
  page: string | null
  /** What the reader wrote, and what was not stored; null where nothing was. */
  kept: string | null
}

/** A page that says why a link did not do what it was for, and what to do instead. */
export function problemPage({ language, words, assets, title, text, organization, page, kept }: ProblemPage): Html {
  return frame({
    language,
    words,
    title,
    organization,
    path: null,
    assets,
    live: false,
    content: html`<div class="summary alone">
<h1>${title}</h1>
<p>${text}</p>
${
  kept === null || kept === ''
    ? null
    : html`<label for="kept">${words.problem.kept()}</label>
<textarea id="kept" rows="6" readonly>${kept}</textarea>`
}
${page === null ? null : html`<p><a class="button" href="${page}?lang=${language}">${words.problem.openPage()}</a></p>`}
</div>`,
  })
}
