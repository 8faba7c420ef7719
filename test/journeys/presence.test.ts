import { setTimeout as sleep } from 'node:timers/promises'
import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { silentLog } from '#platform/log'
import { openInbox } from '#test/inbox'
import { memoryStorage } from '#test/memory-storage'
import { createWorld, type Person, type TestWorld } from '#test/world'
import { createWeb } from '../../src/web.ts'
import { buildWorld, type World } from '../../src/world.ts'

// Two members at one conversation, served by two processes: each sees what the other does.

let w: TestWorld
let there: World
let other: Hono
let id: string | null
const leaving: AbortController[] = []

beforeAll(async () => {
  w = await createWorld()
  const { appUrl, systemUrl, secret } = w.database
  const place = { appUrl, systemUrl, secret, url: () => 'http://localhost:3000', storage: memoryStorage() }
  const build = { ...place, smtpUrl: undefined, version: '0.0.0', log: silentLog, clock: w.clock, connections: 3 }
  there = buildWorld(build)
  other = createWeb(there)
  id = (await (await openInbox(w)).arrives()).conversationId
})
afterAll(async () => {
  for (const stop of leaving) stop.abort()
  await there?.close()
  await w?.close()
})

const say = async (app: Hono, as: Person, doing: string, which = id) => {
  const answer = await app.request(`http://localhost:3000/v1/conversations/${which}/presence`, {
    method: 'POST',
    headers: { cookie: as.cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
    body: JSON.stringify({ doing }),
  })
  return { status: answer.status, body: (await answer.json()) as { others: unknown[] } }
}

/** What a stream says of presence, as it comes. */
async function follow(app: Hono, as: Person): Promise<{ place: string; here: { doing: string }[] }[]> {
  const stop = new AbortController()
  leaving.push(stop)
  const { body } = await app.request('http://localhost:3000/v1/stream', {
    headers: { cookie: as.cookie },
    signal: stop.signal,
  })
  const heard: { place: string; here: { doing: string }[] }[] = []
  void (async () => {
    let text = ''
    for await (const part of body ?? []) {
      text += Buffer.from(part).toString()
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks)
        if (block.startsWith('event: presence')) heard.push(JSON.parse(/data: (.*)/.exec(block)?.[1] ?? ''))
    }
  })().catch(() => {})
  return heard
}

async function until(found: () => boolean): Promise<void> {
  for (let n = 0; n < 400 && !found(); n++) await sleep(10)
  expect(found()).toBe(true)
}

test('is seen by the other, whichever process serves them, and is over when they leave', async () => {
  const { lead, frontline } = w.orgs[0]
  const heard = await follow(other, lead)
  // A signal says nothing to a process that does not listen yet: said again, as the console does.
  for (let n = 0; n < 200 && heard.length === 0; n++) {
    await say(w.app, frontline, n % 2 === 0 ? 'viewing' : 'nothing')
    await sleep(10)
  }
  await say(w.app, frontline, 'nothing')
  await say(w.app, frontline, 'writing')
  await until(() => heard.at(-1)?.here[0]?.doing === 'writing')
  expect(heard.at(-1)).toMatchObject({ place: `conversation:${id}`, here: [{ memberId: frontline.member.id }] })
  const seen = await say(other, lead, 'viewing')
  expect(seen.body.others).toEqual([{ id: frontline.member.id, name: frontline.member.name, doing: 'writing' }])
  await say(w.app, frontline, 'nothing')
  await until(() => heard.at(-1)?.here.length === 1)
  expect((await say(other, lead, 'viewing')).body.others).toEqual([])
})

test('is stored nowhere, and told to nobody of another organization', async () => {
  const { rows } = await w.owner.query('select count(*)::int as n from event')
  expect(await say(w.app, w.orgs[0].viewer, 'viewing')).toMatchObject({ status: 200 })
  expect((await w.owner.query('select count(*)::int as n from event')).rows).toEqual(rows)
  expect((await say(w.app, w.orgs[1].owner, 'viewing')).status).toBe(404)
})
