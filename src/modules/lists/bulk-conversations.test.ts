import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openInbox } from '#test/inbox'
import { createWorld, type TestWorld } from '#test/world'

const START = '2026-11-26T09:00:00Z'
let w: TestWorld
let desk: Awaited<ReturnType<typeof openInbox>>
beforeAll(async () => {
  w = await createWorld({ start: START })
  desk = await openInbox(w)
})
afterAll(() => w?.close())
beforeEach(() => w.clock.set(START))

const some = async (n: number, subject = 'Boiler'): Promise<string[]> => {
  const ids: string[] = []
  for (let i = 0; i < n; i++) {
    const { conversationId } = await desk.arrives({ subject, from: { name: 'A', address: desk.stranger() } })
    ids.push(conversationId ?? '')
  }
  return ids
}
const start = (change: object, chosen: object) => desk.call('post', '/v1/bulk-changes', { change, ...chosen })
const undo = (id: string) => desk.call('post', `/v1/bulk-changes/${id}/undo`)
const all = (ids: readonly string[]) => Promise.all(ids.map((id) => desk.get(id)))

describe('many conversations at once', () => {
  test('are given to somebody, and back to whoever had them', async () => {
    const ids = await some(3)
    const ownerId = w.orgs[0].lead.member.id
    await desk.call('patch', `/v1/conversations/${ids[0]}`, { ownerId })
    const done = await start({ action: 'assignConversations', ownerId }, { ids })
    expect(done).toMatchObject({ state: 'done', changed: 2, left: [{ reason: 'same', count: 1 }], mayUndo: true })
    expect(new Set((await all(ids)).map(({ owner }) => owner?.id))).toEqual(new Set([ownerId]))
    expect(await undo(done.id)).toMatchObject({ changed: 2 })
    expect((await all(ids)).map(({ owner }) => owner?.id ?? null)).toEqual([ownerId, null, null])
  })

  test('are closed by a filter of the list, as its search finds them, and open again where nobody touched them', async () => {
    const ids = await some(2, 'Xylophone')
    const change = { action: 'closeConversations' }
    const filter = { q: 'xylophone', show: 'all' }
    const preview = await desk.call('post', '/v1/bulk-change-previews', { change, filter })
    expect(preview).toMatchObject({ total: 2, willChange: 2 })
    const done = await start(change, { filter })
    expect((await all(ids)).map(({ state }) => state)).toEqual(['closed', 'closed'])
    await desk.call('patch', `/v1/conversations/${ids[0]}`, { state: 'open' })
    expect(await undo(done.id)).toMatchObject({ changed: 1, left: [{ reason: 'changed_since' }] })
    expect((await all(ids)).map(({ state }) => state)).toEqual(['open', 'open'])
  })

  test('rest until a time, not in the past, and are back by undoing', async () => {
    const ids = await some(2)
    const change = { action: 'restConversations', until: '2026-11-27T09:00:00+01:00' }
    const done = await start(change, { ids })
    expect((await all(ids)).map(({ snoozedUntil }) => snoozedUntil)).toEqual(Array(2).fill('2026-11-27T08:00:00Z'))
    await undo(done.id)
    expect((await all(ids)).map(({ snoozedUntil }) => snoozedUntil)).toEqual([null, null])
    const late = { change: { ...change, until: '2026-11-26T08:00:00Z' }, ids }
    expect(await desk.refused('post', '/v1/bulk-changes', late)).toEqual([400, 'lists/rests_in_past'])
  })

  test('rest until what is promised in each is due; those in which nothing is promised are named and left', async () => {
    const promised = async (...dues: string[]) => {
      const { from, customer } = await desk.known()
      const { conversationId } = await desk.arrives({ from })
      const { about } = await desk.get(conversationId)
      for (const dueAt of dues)
        await desk.call('post', '/v1/promises', {
          ...{ kind: 'callback', wording: 'We will call you.', about, customerId: customer.id, dueAt },
        })
      return conversationId ?? ''
    }
    const [soon, later] = [
      await promised('2026-12-04T09:00:00Z', '2026-11-27T15:00:00Z'),
      await promised('2026-12-01T12:00:00Z'),
    ]
    const [closed] = await some(1)
    await desk.call('patch', `/v1/conversations/${closed}`, { state: 'closed' })
    const [none] = await some(1, 'Nothing promised')
    const chosen = { ids: [soon, later, closed, none] }
    const change = { action: 'restConversationsForPromise' }
    const left = expect.arrayContaining([
      { reason: 'nothing_promised', count: 1, examples: [expect.objectContaining({ label: 'A: Nothing promised' })] },
      expect.objectContaining({ reason: 'closed', count: 1 }),
    ])
    expect(await desk.call('post', '/v1/bulk-change-previews', { change, ...chosen })).toMatchObject({
      willChange: 2,
      left,
    })
    // One rests already until a time of its own: that is what it gets back.
    await desk.call('patch', `/v1/conversations/${later}`, { snoozedUntil: '2026-11-26T12:00:00Z' })
    const done = await start(change, chosen)
    expect(done).toMatchObject({ changed: 2, left, mayUndo: true })
    const rests = async () =>
      (await all([soon, later])).map(({ snoozedUntil, snoozedFor }) => [snoozedUntil, snoozedFor !== null])
    expect(await rests()).toEqual([
      ['2026-11-27T15:00:00Z', true],
      ['2026-12-01T12:00:00Z', true],
    ])
    expect(await start(change, { ids: [soon] })).toMatchObject({ changed: 0, left: [{ reason: 'same' }] })
    expect(await undo(done.id)).toMatchObject({ changed: 2 })
    expect(await rests()).toEqual([
      [null, false],
      ['2026-11-26T12:00:00Z', false],
    ])
  })

  test('are said to be of one customer, where nobody said whose they are; that is not undone', async () => {
    const ids = await some(2)
    const { contactId, customer, from } = await desk.known()
    const own = (await desk.arrives({ from })).conversationId
    const other = await desk.known()
    const done = await start({ action: 'tieConversations', contactId }, { ids: [...ids, own] })
    expect(done).toMatchObject({ changed: 2, left: [{ reason: 'same' }], mayUndo: false })
    expect((await all(ids)).map((each) => each.customer.id)).toEqual([customer.id, customer.id])
    const again = await start({ action: 'tieConversations', contactId: other.contactId }, { ids })
    expect(again).toMatchObject({ changed: 0, left: [{ reason: 'identified', count: 2 }] })
    expect(await desk.refused('post', `/v1/bulk-changes/${done.id}/undo`)).toEqual([409, 'lists/not_undoable'])
  })

  test('merged ones are no longer there; a viewer and another organization change none', async () => {
    const { from } = await desk.known()
    const [a, b] = [(await desk.arrives({ from })).conversationId, (await desk.arrives({ from })).conversationId]
    await desk.call('post', `/v1/conversations/${a}/merging`, { otherId: b })
    const change = { action: 'closeConversations' }
    expect(await start(change, { ids: [b] })).toMatchObject({ changed: 0, left: [{ reason: 'gone' }] })
    expect((await desk.refused('post', '/v1/bulk-changes', { change, ids: [a] }, w.orgs[0].viewer))[0]).toBe(403)
    const theirs = await w.api('post', '/v1/bulk-changes', { change, ids: [a] }, { as: w.orgs[1].owner })
    expect(theirs.body).toMatchObject({ changed: 0, left: [{ reason: 'gone' }] })
  })

  test('a list’s view is saved, and the list is given as a file', async () => {
    const view = { list: 'conversations', name: 'Mine', filters: { show: 'open', whose: 'mine' } }
    expect(await desk.call('post', '/v1/saved-views', view)).toMatchObject({ list: 'conversations' })
    const file = await w.api('get', '/v1/conversations.csv?q=xylophone&show=all&columns=subject,state', undefined, {
      as: desk.as(),
    })
    expect(String(file.body).replace('\uFEFF', '').trim().split('\r\n')).toEqual([
      'subject,state',
      'Xylophone,open',
      'Xylophone,open',
    ])
  })
})
