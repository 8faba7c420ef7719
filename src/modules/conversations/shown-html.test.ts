import { expect, test } from 'vitest'
import { shownHtml } from './shown-html.ts'

const HTML = '<p>See <img alt="a" src="cid:pic&amp;1"> and <img alt="b" data-remote-src="https://x.example/p.png"></p>'

test('pictures of the mail stand in their places; remote ones are left out until they are asked for', () => {
  const pictures = new Map([['pic&1', 'data:image/png;base64,AAAA']])
  expect(shownHtml(HTML, pictures, false)).toContain('<img alt="a" src="data:image/png;base64,AAAA"> and <img alt="b">')
  expect(shownHtml(HTML, pictures, true)).toContain('<img alt="b" src="https://x.example/p.png">')
})

test('a picture that is gone is left out', () => {
  expect(shownHtml(HTML, new Map(), false)).toContain('<img alt="a"> and')
})
