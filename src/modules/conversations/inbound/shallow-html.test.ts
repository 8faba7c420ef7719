import { expect, test } from 'vitest'
import { shallow } from './shallow-html.ts'

test.each([
  ['text', 'a < b'],
  ['what is closed', '<div>a</div>'.repeat(2_000)],
  [
    'what ends by itself',
    '<ul>'.concat('<li>a'.repeat(2_000), '</ul>', '<p>a'.repeat(2_000), '<table>', '<tr><td>a'.repeat(2_000)),
  ],
  ['what has no end', '<br><img src=x>'.repeat(2_000)],
  ['500 open elements', `${'<div>'.repeat(500)}x`],
  ['ends of nothing', '</i>'.repeat(2_000)],
  ['a comment', `<!--${'<div>'.repeat(2_000)}-->x`],
])('%s stays as it is', (_, html) => expect(shallow(html)).toBe(html))

test('the tags of deeper elements go, their text stays', () => {
  expect(shallow(`${'<div>'.repeat(500)}<p title="x">a<b>b`)).toBe(`${'<div>'.repeat(500)}ab`)
  expect(shallow(`${'<b>'.repeat(510)}x${'</b>'.repeat(500)}<p>y`)).toBe(
    `${'<b>'.repeat(500)}x${'</b>'.repeat(500)}<p>y`,
  )
  expect(shallow(`${'<b>'.repeat(501)}<i never ends`)).toBe('<b>'.repeat(500))
})
