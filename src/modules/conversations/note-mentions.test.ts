import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openInbox } from '#test/inbox'
import { createWorld, type TestWorld } from '#test/world'

let w: TestWorld
let desk: Awaited<ReturnType<typeof openInbox>>
let id: string | null

beforeAll(async () => {
  w = await createWorld()
  desk = await openInbox(w)
  id = (await desk.arrives()).conversationId
})
afterAll(() => w?.close())

const notes = () => `/v1/conversations/${id}/notes`
const lead = () => w.orgs[0].lead
const mentioning = async (who = lead()) =>
  (await desk.call('get', '/v1/conversations?mentioned=true', undefined, who)).items.map(
    (item: { id: string }) => item.id,
  )

describe('a member named in a note', () => {
  test('is told once, and finds the conversation among their mentions', async () => {
    const { member } = lead()
    const note = await desk.call('post', notes(), { text: `@${member.name} look`, mentions: [member.id, member.id] })
    expect(note.mentions).toEqual([{ id: member.id, name: member.name }])
    await w.drainTasks()
    expect(await mentioning()).toEqual([id])
    expect(await mentioning(w.orgs[0].owner)).toEqual([])
    const news = (await desk.call('get', '/v1/notifications', undefined, lead())).items
    expect(news.filter(({ kind }: { kind: string }) => kind === 'mentioned')).toMatchObject([
      { times: 1, page: `/inbox/${id}`, by: desk.as().member.name },
    ])
    const [event] = await w.eventsOf(desk.orgId, 'conversation.mentioned')
    expect(event).toMatchObject({ subject: `conversation:${id}`, data: { memberIds: [member.id] } })
  })

  test('nobody is told of what they wrote themselves', async () => {
    const { member } = desk.as()
    await desk.call('post', notes(), { text: 'Remember', mentions: [member.id] })
    await w.drainTasks()
    const news = (await desk.call('get', '/v1/notifications', undefined, desk.as())).items
    expect(news.filter(({ kind }: { kind: string }) => kind === 'mentioned')).toEqual([])
  })

  test('who has left, is of another organization or nobody is refused, and nothing is written', async () => {
    const before = (await desk.said(id)).length
    const invited = await desk.call(
      'post',
      '/v1/members',
      { email: 'new@northside.example', name: 'New', role: 'viewer', delivery: 'link' },
      w.orgs[0].owner,
    )
    for (const other of [invited.member.id, w.orgs[1].lead.member.id, '01938c1e-7a00-7000-8000-000000009999'])
      expect(await desk.refused('post', notes(), { text: 'Look', mentions: [lead().member.id, other] })).toEqual([
        400,
        'conversations/mention_cannot_read',
      ])
    expect(await desk.said(id)).toHaveLength(before)
  })
})
