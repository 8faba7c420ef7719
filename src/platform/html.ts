import { raw, html as template } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

/** Text that is HTML already: never escaped again. */
export type Html = HtmlEscapedString

/** What may stand in a template: texts and numbers are escaped, nothing else is shown. */
export type Part = Html | string | number | false | null | undefined | readonly Part[]

/** An escaped template. No part of it is awaited, so the result is there at once. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]): Html => template(strings, ...parts) as Html

/** Marks text as HTML. Only for what the project itself wrote: a style sheet, a generated image. */
export const trusted = (text: string): Html => raw(text) as Html
