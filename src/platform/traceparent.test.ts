import { expect, it } from 'vitest'
import { readTraceparent, traceparentOf } from './traceparent.ts'

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const SPAN = '00f067aa0ba902b7'
const known = { traceId: TRACE, spanId: SPAN, sampled: true }

it.each([
  ['the example of the specification', `00-${TRACE}-${SPAN}-01`, known],
  ['not sampled', `00-${TRACE}-${SPAN}-00`, { ...known, sampled: false }],
  ['flags that we do not know', `00-${TRACE}-${SPAN}-03`, known],
  ['white space around it', ` 00-${TRACE}-${SPAN}-01 `, known],
  ['a later version', `cc-${TRACE}-${SPAN}-01`, known],
  ['a later version that says more', `cc-${TRACE}-${SPAN}-01-what-the-future-brings`, known],
  ['more in a version that has no more', `00-${TRACE}-${SPAN}-01-more`, undefined],
  ['more without a dash', `cc-${TRACE}-${SPAN}-01.more`, undefined],
  ['version ff', `ff-${TRACE}-${SPAN}-01`, undefined],
  ['no trace', `00-${'0'.repeat(32)}-${SPAN}-01`, undefined],
  ['no span', `00-${TRACE}-${'0'.repeat(16)}-01`, undefined],
  ['capital letters', `00-${TRACE.toUpperCase()}-${SPAN}-01`, undefined],
  ['too short', `00-${TRACE.slice(1)}-${SPAN}-01`, undefined],
  ['something else', 'Bearer kept_x', undefined],
  ['nothing', undefined, undefined],
])('%s', (_, text, meaning) => {
  expect(readTraceparent(text)).toEqual(meaning)
})

it('what is written is read', () => {
  for (const sampled of [true, false])
    expect(readTraceparent(traceparentOf({ ...known, sampled }))).toEqual({ ...known, sampled })
})
