import { describe, expect, test } from 'vitest'
import { INTERNAL_EVENTS, PUBLIC_EVENTS } from '#modules/webhooks'
import { filesBelow } from './source.ts'

/** Types that are put together: what may stand in the place, as its own type says. */
const COMPOSED: Readonly<Record<string, readonly string[]>> = {
  'promise.${step.event}': [
    'unanswered',
    'broken',
    'accepted',
    'declined',
    'kept',
    'corrected',
    'delivered',
    'withdrawn',
    'renegotiated',
  ].map((name) => `promise.${name}`),
  'promise.${look.crossed}': ['promise.at_risk', 'promise.off_risk'],
  'message.${state}': ['message.sent', 'message.held', 'message.failed'],
  'sample.${type}': ['sample.started', 'sample.finished'],
}

/** The types of events that a text records; a composed one stands as it is written. */
const typesIn = (text: string): string[] =>
  [...text.matchAll(/\btype: (?:[^'`\n]*\? )?(?:'([a-z][A-Za-z_]*\.[a-z_]+)'|`([^`]*\$\{[^`]*)`)/g)].map(
    ([, plain, composed]) => plain ?? composed ?? '',
  )

const known = (type: string): boolean => Object.hasOwn(PUBLIC_EVENTS, type) || INTERNAL_EVENTS.has(type)

const source = filesBelow(['src/modules', 'src/sample'], /\.ts$/).filter(({ path }) => !path.endsWith('.test.ts'))
const recorded = source.flatMap(({ path, text }) => typesIn(text).map((type) => ({ path, type })))

describe('every type of event is public or internal', () => {
  test('in the source', () => {
    const undecided = recorded.flatMap(({ path, type }) =>
      (COMPOSED[type] ?? [type]).filter((each) => !known(each)).map((each) => `${path}: ${each}`),
    )
    expect(undecided).toEqual([])
    expect(recorded.length).toBeGreaterThan(80)
  })
  test('and a planted one is found', () => {
    expect(typesIn("ctx.record({ type: 'promise.lost', subject })").filter((type) => !known(type))).toEqual([
      'promise.lost',
    ])
    expect(
      typesIn(['type: `wait.', '{how}`,'].join('$')).filter((type) => !known(COMPOSED[type]?.[0] ?? type)),
    ).toHaveLength(1)
  })
})
