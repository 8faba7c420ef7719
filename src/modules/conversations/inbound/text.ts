import { compile, type FormatCallback, type HtmlToTextOptions } from 'html-to-text'
import { cut, manyLines } from './one-line.ts'
import { shallow } from './shallow-html.ts'

/** Text longer than this is cut. */
export const TEXT_LENGTH = 200_000

/** A text as it is kept: line ends `\n`, no control characters, no blanks at line ends, at most two empty lines together. */
export const tidy = (text: string): string =>
  manyLines(text)
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{4,}/g, '\n\n\n')
    .replace(/^\n+|\n+$/g, '')

/**
 * Joins the lines of a text with format=flowed (RFC 3676): a line that ends with a blank goes on in the next one of
 * the same depth of quotes; `-- ` does not. With DelSp the blank itself goes.
 */
export function unflow(text: string, delSp: boolean): string {
  const lines: { depth: number; pieces: string[] }[] = []
  let goesOn = false
  for (const line of text.split(/\r?\n/)) {
    let depth = 0
    while (line[depth] === '>') depth++
    let rest = line.slice(depth)
    if (rest.startsWith(' ')) rest = rest.slice(1)
    const last = lines.at(-1)
    if (goesOn && last && last.depth === depth && rest !== '-- ') last.pieces.push(rest)
    else lines.push({ depth, pieces: [rest] })
    goesOn = rest.endsWith(' ') && rest !== '-- '
    const pieces = lines.at(-1)?.pieces
    if (goesOn && delSp && pieces) pieces[pieces.length - 1] = rest.slice(0, -1)
  }
  return lines
    .map(({ depth, pieces }) => `${'>'.repeat(depth)}${depth > 0 ? ' ' : ''}${pieces.join('')}`.replace(/^> $/, '>'))
    .join('\n')
}

/** How deep quotes and lists are drawn; deeper ones stand at the depth of these. Bounds what a line can grow to. */
const DRAWN = 5

/** A format for the outer levels of an element, and that of a block for deeper ones. */
const outer =
  (format: string): FormatCallback =>
  (element, walk, builder, options) => {
    let depth = 0
    for (let parent = element.parent; parent; parent = parent.parent)
      if (/^(blockquote|[uo]l)$/.test(parent.name ?? '')) depth++
    const { formatters } = builder.options as { formatters: Record<string, FormatCallback> }
    formatters[depth < DRAWN ? format : 'block']?.(element, walk, builder, options)
  }

const OPTIONS: HtmlToTextOptions = {
  wordwrap: false,
  limits: { ellipsis: '', maxDepth: 150, maxInputLength: 2_000_000 },
  formatters: { quote: outer('blockquote'), bullets: outer('unorderedList'), numbers: outer('orderedList') },
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    { selector: 'title', format: 'skip' },
    { selector: 'hr', format: 'block' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'tr', format: 'block' },
    ...['td', 'th'].map((selector) => ({ selector, format: 'inlineSurround', options: { suffix: ' ' } })),
    { selector: 'ul', format: 'bullets', options: { itemPrefix: '- ' } },
    { selector: 'ol', format: 'numbers' },
    { selector: 'blockquote', format: 'quote' },
    // The sentence above a quote, as Gmail, Thunderbird and Yahoo mark it.
    ...['div.gmail_attr', 'div.moz-cite-prefix', 'div.yahoo_quoted'].map((selector) => ({ selector, format: 'quote' })),
  ],
}

const convert = compile(OPTIONS)

/** The text of HTML: quotes begin with `> `, links are their words, pictures are left out. Never throws. */
export function textOfHtml(html: string): string {
  try {
    return tidy(convert(shallow(html.replaceAll('\0', ''))).replaceAll('\u00a0', ' '))
  } catch {
    return tidy(html.replace(/<[^<>]*>/g, ' '))
  }
}

/** Whether a text beside HTML says nothing: empty, or only that the mail is HTML. */
export function isStub(text: string): boolean {
  const words = text.trim()
  return (
    words.length < 400 &&
    (!/[\p{L}\p{N}]/u.test(words) || (words.length < 200 && /\bhtml\b/i.test(words) && words.split('\n').length < 5))
  )
}

/** A text cut to what is kept. */
export const capped = (text: string): string => cut(text, TEXT_LENGTH)
