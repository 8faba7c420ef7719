/** What a name or a subject may not carry: line breaks and other control characters, which become a space. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it takes out
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g

/** Characters that turn the direction of what follows, so that a text reads as another one. */
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** A text of a stranger as one line of at most `max` characters: no control characters, nothing that turns direction. */
export function oneLine(text: string, max: number): string {
  return cut(text.replace(CONTROLS, ' ').replace(TURNING, '').replace(/ {2,}/g, ' '), max).trim()
}

/** At most `max` characters (UTF-16 units), never half of one; lone surrogates become U+FFFD. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text.toWellFormed()
  const last = text.charCodeAt(max - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max).toWellFormed()
}

/** A text of several lines: line ends are `\n`, tabs stay, other control characters and NULs go. */
export function manyLines(text: string): string {
  return (
    text
      .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it takes out
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufeff]/g, '')
      .toWellFormed()
  )
}
