import sanitize from 'sanitize-html'
import { shallow } from './shallow-html.ts'

/** HTML longer than this is cut before it is read; what comes out is never longer either. */
export const HTML_LENGTH = 1_000_000

type Attributes = Record<string, string>

const SIZE = /^\d{1,4}(?:\.\d{1,2})?(?:px|%)?$/
const COLOR = /^(?:#[0-9a-f]{3,8}|[a-z]{3,20}|rgba?\([\d.,%\s/]{5,40}\))$/i
const LENGTHS = /^(?:(?:0|\d{1,3}(?:\.\d{1,3})?(?:px|pt|em|rem|ex|cm|mm|in|%)|auto)(?:\s+|$)){1,4}$/
const LINE =
  /^(?:(?:0|thin|medium|thick|\d{1,2}(?:\.\d{1,2})?(?:px|pt|em)|none|solid|dotted|dashed|double|windowtext|#[0-9a-f]{3,8}|[a-z]{3,20}|rgba?\([\d.,%\s]{5,40}\))(?:\s+|$)){1,4}$/i

const words = (list: string): RegExp => new RegExp(`^(?:${list})$`, 'i')
const SIDES = ['', '-top', '-right', '-bottom', '-left']

/** What a style may say: how text looks. Nothing that loads, moves out of its place or lies over anything. */
const STYLES: Record<string, RegExp[]> = {
  color: [COLOR],
  'background-color': [COLOR],
  'font-family': [/^[\p{L}\d\s,'"._-]{1,200}$/u],
  'font-size': [
    /^(?:\d{1,2}(?:\.\d{1,3})?(?:px|pt|em|rem)|\d{1,3}%|(?:x{1,2}-)?(?:small|large)|medium|smaller|larger)$/,
  ],
  'font-style': [words('normal|italic|oblique')],
  'font-weight': [words('normal|bold|bolder|lighter|[1-9]00')],
  'line-height': [/^(?:normal|\d(?:\.\d{1,3})?|\d{1,2}(?:\.\d{1,3})?(?:px|pt|em)|[1-9]\d{1,2}%)$/],
  'text-align': [words('left|right|center|justify|start|end')],
  'text-decoration': [words('none|underline|line-through|overline')],
  'text-transform': [words('none|uppercase|lowercase|capitalize')],
  'vertical-align': [words('top|middle|bottom|baseline|sub|super')],
  'white-space': [words('normal|pre|pre-wrap|pre-line|nowrap')],
  'list-style-type': [words('none|disc|circle|square|decimal|lower-alpha|upper-alpha|lower-roman|upper-roman')],
  'border-collapse': [words('collapse|separate')],
  direction: [words('ltr|rtl')],
  display: [words('none|block|inline|inline-block|table|table-row|table-cell|list-item')],
  width: [/^(?:auto|\d{1,4}(?:\.\d{1,3})?(?:px|pt|em|%))$/],
  'max-width': [/^(?:none|\d{1,4}(?:\.\d{1,3})?(?:px|pt|em|%))$/],
  height: [/^(?:auto|\d{1,3}(?:\.\d{1,3})?(?:px|pt|em|%))$/],
  ...Object.fromEntries(
    SIDES.flatMap((side) => [
      [`padding${side}`, [LENGTHS]],
      [`margin${side}`, [LENGTHS]],
    ]),
  ),
  ...Object.fromEntries(SIDES.map((side) => [`border${side}`, [LINE]])),
  ...Object.fromEntries(['width', 'style', 'color', 'radius'].map((what) => [`border-${what}`, [LINE]])),
}

/** What an attribute may say; one that is not here is dropped. */
const VALUES: Record<string, RegExp> = {
  align: words('left|right|center|justify|middle|top|bottom|baseline|char'),
  bgcolor: COLOR,
  border: /^\d{1,2}$/,
  cellpadding: /^\d{1,2}$/,
  cellspacing: /^\d{1,2}$/,
  color: COLOR,
  colspan: /^\d{1,3}$/,
  dir: words('ltr|rtl|auto'),
  face: /^[\p{L}\d\s,'"._-]{1,200}$/u,
  height: SIZE,
  lang: /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$/i,
  rowspan: /^\d{1,3}$/,
  size: /^[+-]?\d{1,2}$/,
  start: /^-?\d{1,6}$/,
  type: /^[1aAiI]$|^(?:disc|circle|square)$/,
  valign: words('top|middle|bottom|baseline'),
  width: SIZE,
}

const TEXT =
  'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp section small span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr'

/** Elements whose content is not for readers: it goes with them. */
const UNREAD =
  'script style textarea option xmp noscript noembed noframes template title svg math xml object applet audio video canvas select button iframe frameset plaintext listing'

/**
 * HTML of a stranger, safe to show: only elements and attributes of a list; no scripts, forms, frames, styles that
 * load or lie over anything. Links lead to http, https, mailto or tel, in a new window, without a referrer. Remote
 * pictures have no `src` but `data-remote-src`; those of the mail keep `cid:NAME` where `contentIds` has the name;
 * others, and such that are too small to see, are dropped. Never throws. `cut`: something was left out for its length.
 */
export function safeHtml(html: string, contentIds: ReadonlySet<string>): { html: string; cut: boolean } {
  let source = html.slice(0, HTML_LENGTH)
  let cut = source.length < html.length
  for (;;) {
    const safe = sanitized(shallow(source.replaceAll('\0', '').toWellFormed()), contentIds)
    if (safe.length <= HTML_LENGTH) return { html: safe.trim(), cut }
    cut = true
    source = source.slice(0, source.length / 2)
  }
}

/** Whether safe HTML shows anything: letters, digits, or a picture. */
export const showsSomething = (html: string): boolean =>
  /<img\b|[^\s\u00a0]/.test(html.replace(/<(?!img\b)[^<>]*>/g, ''))

function sanitized(html: string, contentIds: ReadonlySet<string>): string {
  return sanitize(html, {
    allowedTags: TEXT.split(' '),
    nonTextTags: UNREAD.split(' '),
    disallowedTagsMode: 'discard',
    nestingLimit: 150,
    allowedAttributes: {
      '*': ['style', 'align', 'valign', 'bgcolor', 'dir', 'lang', 'width', 'height'],
      a: ['href', 'title', 'rel', 'target'],
      img: ['src', 'data-remote-src', 'alt', 'title'],
      font: ['color', 'face', 'size'],
      table: ['border', 'cellpadding', 'cellspacing'],
      td: ['colspan', 'rowspan'],
      th: ['colspan', 'rowspan'],
      ol: ['start', 'type'],
      ul: ['type'],
    },
    allowedStyles: { '*': STYLES },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['cid'] },
    allowProtocolRelative: false,
    transformTags: {
      a: (tagName, attribs) => ({ tagName, attribs: link(attribs) }),
      img: (tagName, attribs) => ({ tagName, attribs: picture(attribs, contentIds) }),
      '*': (tagName, attribs) => ({ tagName, attribs: checked(attribs) }),
    },
    exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !attribs.src && !attribs['data-remote-src'],
  })
}

function checked(attribs: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attribs).filter(([name, value]) => !Object.hasOwn(VALUES, name) || VALUES[name]?.test(value)),
  )
}

function link({ href, title }: Attributes): Attributes {
  const address = addressOf(href, ['http:', 'https:', 'mailto:', 'tel:'])
  if (address === null) return {}
  return {
    href: address,
    ...(title ? { title } : {}),
    rel: 'noopener noreferrer nofollow',
    target: '_blank',
  }
}

function picture(attribs: Attributes, contentIds: ReadonlySet<string>): Attributes {
  const { alt, title, width, height, style } = attribs
  const src = attribs.src ?? attribs['data-remote-src']
  const rest = Object.fromEntries(
    Object.entries({ alt: alt ?? '', title, width, height, style }).filter(([, value]) => value !== undefined),
  ) as Attributes
  const own = /^\s*cid:(.*)$/is.exec(src ?? '')
  if (own) {
    const id = [own[1]?.trim() ?? '', decoded(own[1]?.trim() ?? '')].find((name) => contentIds.has(name))
    return id === undefined ? {} : { ...rest, src: `cid:${id}` }
  }
  const remote = addressOf(src?.trim().startsWith('//') ? `https:${src.trim()}` : src, ['http:', 'https:'])
  return remote === null || tiny(width, height, style) ? {} : { ...rest, 'data-remote-src': remote }
}

/** A picture of a pixel tells its sender that the mail was opened. */
const tiny = (width = '', height = '', style = ''): boolean =>
  [width, height].some((size) => /^\s*[01](?:px)?\s*$/i.test(size)) ||
  /(?:^|[;\s])(?:max-)?(?:width|height)\s*:\s*[01](?:px)?\s*(?:!\s*important\s*)?(?:;|$)/i.test(style)

/** An absolute address of one of the protocols, without a name or password in it; null where it is none. */
function addressOf(text: string | undefined, protocols: readonly string[]): string | null {
  try {
    const url = new URL((text ?? '').trim())
    if (!protocols.includes(url.protocol)) return null
    url.username = ''
    url.password = ''
    return url.href.length <= 4_000 ? url.href : null
  } catch {
    return null
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
