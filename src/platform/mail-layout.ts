import { type Html, html, trusted } from '#platform/html'
import type { Language } from '#platform/i18n'
import { oneLine } from '#platform/mail'

/** One idea per mail: the first line says it, in bold; what follows explains it or lets the reader answer. */
export type MailParts = {
  language: Language
  subject: string
  headline: string
  paragraphs: readonly string[]
  actions?: readonly { label: string; href: string; primary?: boolean }[]
  lists?: readonly { title: string; items: readonly string[] }[]
  /** Small print: who sends this, in which zone times are. */
  footer: readonly string[]
}

export type RenderedMail = { subject: string; text: string; html: string }

/** A mail as plain text and as HTML that say the same. Every text in it is escaped. */
export function renderMail(parts: MailParts): RenderedMail {
  return {
    subject: oneLine(parts.subject).slice(0, 200),
    text: renderText(parts),
    html: `<!doctype html>\n${renderHtml(parts)}`,
  }
}

function renderText({ headline, paragraphs, actions = [], lists = [], footer }: MailParts): string {
  const blocks = [
    `*${headline}*`,
    ...paragraphs,
    ...lists
      .filter(({ items }) => items.length > 0)
      .map(({ title, items }) => [title, ...items.map((item) => `- ${item}`)].join('\n')),
    ...actions.map(({ label, href }) => `${label}:\n${href}`),
    // The line under which mail programs hide a signature.
    ['-- ', ...footer].join('\n'),
  ]
  return `${blocks.join('\n\n')}\n`
}

const style = `
body{margin:0;padding:24px 16px;background:#f4f6f6;color:#1b2426;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:560px;margin:0 auto;padding:28px;background:#fff;border-radius:12px}
.say{margin:0 0 16px;font-size:20px;line-height:1.35}
p,ul{margin:0 0 16px}
ul{padding-left:20px}
.do{margin:24px 0 8px}
.do a{display:inline-block;margin:0 8px 10px 0;padding:11px 18px;border:1px solid #0f766e;border-radius:8px;color:#0f766e;text-decoration:none;font-weight:600}
.do a.first{background:#0f766e;color:#fff}
small{display:block;max-width:560px;margin:16px auto 0;padding:0 28px;color:#526165;font-size:13px}
@media (prefers-color-scheme:dark){body{background:#0f1516;color:#e4ebec}main{background:#182122}.do a{border-color:#5eead4;color:#5eead4}.do a.first{background:#5eead4;color:#06302b}small{color:#9fb0b4}}`

function renderHtml({ language, subject, headline, paragraphs, actions = [], lists = [], footer }: MailParts): Html {
  return html`<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${oneLine(subject)}</title>
<style>${trusted(style)}</style>
</head>
<body>
<main>
<p class="say"><strong>${headline}</strong></p>
${paragraphs.map((text) => html`<p>${text}</p>\n`)}${lists
  .filter(({ items }) => items.length > 0)
  .map(({ title, items }) => html`<p>${title}</p>\n<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>\n`)}${
  actions.length > 0
    ? html`<p class="do">${actions.map(
        ({ label, href, primary }) =>
          html`<a href="${href}"${primary ? trusted(' class="first"') : null}>${label}</a> `,
      )}</p>\n`
    : null
}</main>
${footer.map((line) => html`<small>${line}</small>\n`)}</body>
</html>
`
}
