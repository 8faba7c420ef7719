import type { Messages } from '#messages/portal'
import { type Html, html } from '#platform/html'
import { type Language, languageNames, languages } from '#platform/i18n'

export type Frame = {
  language: Language
  words: Messages
  title: string
  /** The organization's name; null where it is not known or not to be shown. */
  organization: string | null
  /** The page's own address, without query, for the language switch; null where there is nothing to come back to. */
  path: string | null
  assets: { css: string; js: string }
  /** The page changes by itself while it is open. */
  live: boolean
  content: Html
}

/** The whole document around a page's content. */
export function frame({ language, words, title, organization, path, assets, live, content }: Frame): Html {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${assets.css}">
${live ? html`<script src="${assets.js}" defer></script>` : null}
</head>
<body>
<a class="skip" href="#main">${words.skip()}</a>
<header class="top">
<p class="firm">${organization ?? 'Kept'}</p>
${path === null ? null : languageSwitch(language, words, path)}
</header>
<main id="main" tabindex="-1">
${content}
</main>
<footer class="end">
<p>${organization === null ? 'Kept' : words.footer({ organization })}</p>
</footer>
</body>
</html>
`
}

function languageSwitch(language: Language, words: Messages, path: string): Html {
  return html`<details class="languages"><summary><span class="hidden">${words.language()}: </span>${languageNames[language]}</summary>
<ul>${languages.map(
    (other) =>
      html`<li><a href="${path}?lang=${other}" lang="${other}" hreflang="${other}"${other === language ? html` aria-current="true"` : null}>${languageNames[other]}</a></li>`,
  )}</ul>
</details>`
}
