import { expect, test } from 'vitest'
import { isStub, textOfHtml, tidy, unflow } from './text.ts'

test.each([
  ['a link is its words', '<p>See <a href="https://x.example">this page</a>.</p>', 'See this page.'],
  [
    'a quote is marked',
    '<p>Yes.</p><blockquote><p>Tuesday?</p><blockquote>Boiler</blockquote></blockquote>',
    'Yes.\n\n> Tuesday?\n>\n> > Boiler',
  ],
  [
    'the sentence above a quote is part of it',
    '<div>Yes.</div><div class="gmail_attr">Whatever language:</div><blockquote>Tuesday?</blockquote>',
    'Yes.\n\n> Whatever language:\n\n> Tuesday?',
  ],
  [
    'an answer within Gmail’s block is none',
    '<div class="gmail_quote"><blockquote>Dog?</blockquote><div>No.</div></div>',
    '> Dog?\n\nNo.',
  ],
  ['lists', '<ol><li>one</li><li>two</li></ol>', ' 1. one\n 2. two'],
  ['cells stand apart', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\n\nc'],
  ['breaks and entities', 'a<br>b&nbsp;&euro;&amp;', 'a\nb €&'],
  ['styles, scripts and pictures are no text', '<style>p{}</style><script>x()</script><img alt="x" src="y">z', 'z'],
  ['unclosed', '<p>a<p>b<b>c', 'a\n\nbc'],
])('%s', (_, html, expected) => expect(textOfHtml(html)).toBe(expected))

test('quotes in quotes are drawn five deep', () =>
  expect(textOfHtml(`${'<blockquote>'.repeat(20)}x${'</blockquote>'.repeat(20)}`)).toBe('> > > > > x'))

test.each([
  ['a \nb', false, 'a b'],
  ['a\nb', false, 'a\nb'],
  ['a \n\nb', false, 'a \nb'],
  ['> a \n> b\nc', false, '> a b\nc'],
  ['> a \n>> b', false, '> a \n>> b'],
  ['-- \nAnna', false, '-- \nAnna'],
  ['a \n-- \nAnna', false, 'a \n-- \nAnna'],
  [' From here\n >not quoted', false, 'From here\n>not quoted'],
  ['日 \n本', true, '日本'],
])('%j unflowed', (text, delSp, expected) => expect(unflow(text, delSp)).toBe(expected))

test.each([
  ['a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
  ['a  \n\n\n\n\nb', 'a\n\n\nb'],
  ['\n\na\0\u0007b\n\n', 'ab'],
])('%j tidied', (text, expected) => expect(tidy(text)).toBe(expected))

test.each([
  ['', true],
  [' \n-- \n', true],
  ['Your mail program does not show HTML.', true],
  ['Yes.', false],
  ['I write HTML for a living.\nThe boiler is broken.\nPlease\ncome\nsoon.', false],
])('%j says nothing beside HTML: %s', (text, expected) => expect(isStub(text)).toBe(expected))
