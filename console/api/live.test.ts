import { expect, test } from 'vitest'
import { isTouched } from './live.ts'
import { paths } from './paths.gen.ts'

const shown = (subject: string, about = subject): string[] =>
  Object.keys(paths).filter((name) => isTouched(name, { type: 'x.happened', subject, about }))

test.each([
  ['promise:1', ['promises.list', 'desk.readTimeline', 'desk.readToday']],
  ['request:1', ['requests.list', 'requests.get', 'desk.readToday']],
  ['customer:1', ['customers.list']],
  ['message:1', ['conversations.listMessages', 'conversations.getMessage']],
  ['link:1', ['conversations.listLinks', 'desk.readTimeline']],
  ['wait:1', ['promises.listWaits', 'desk.readTimeline']],
  ['member:1', ['members.list', 'session.get']],
  ['team:1', ['teams.list', 'teams.readDuty', 'promises.list', 'desk.readToday']],
  ['import:1', ['imports.get', 'imports.list']],
  ['apiKey:1', ['apiKeys.list']],
  ['session:1', ['sessions.list']],
])('an event about %s makes what shows it read again', (subject, operations) => {
  expect(shown(subject)).toEqual(expect.arrayContaining(operations))
})

test('and leaves the rest alone', () => {
  expect(shown('calendar:1')).not.toContain('promises.list')
})
