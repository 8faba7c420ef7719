import { type Html, html } from '#platform/html'

/** What a person wrote as HTML that says the same: paragraphs and lines, everything escaped; and what stands below it. */
export const paragraphs = (text: string, below: Html | null = null): string =>
  `<!doctype html>\n${html`<html><head><meta charset="utf-8"></head><body>${text
    .split(/\n{2,}/)
    .map(
      (paragraph) =>
        html`<p>${paragraph.split('\n').map((line, i) => (i === 0 ? html`${line}` : html`<br>${line}`))}</p>`,
    )}${below}</body></html>`}`
