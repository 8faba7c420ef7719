import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { silentLog } from '#platform/log'
import { systemActor } from '#platform/operation'
import { fileKey } from '#platform/storage'
import { openInbox } from '#test/inbox'
import { createWorld, type TestWorld } from '#test/world'
import { planFileSweep, sweepFiles } from './sweep-files.ts'

let w: TestWorld
let box: Awaited<ReturnType<typeof openInbox>>
beforeAll(async () => {
  w = await createWorld()
  box = await openInbox(w)
})
afterAll(() => w?.close())

const TWO_DAYS = { hours: 48 } as const
const context = (signal = new AbortController().signal) => ({
  ...{ orgId: box.orgId, gate: w.gate, clock: w.clock, log: silentLog, signal },
})
const plan = (orgId = box.orgId) => w.gate.run(planFileSweep, systemActor(orgId, 'clock'), {})
/** A file under an id of that instant. */
async function put(kind: 'mail' | 'attachment', at = w.clock.now().subtract(TWO_DAYS), orgId = box.orgId) {
  const id = newId(at)
  await w.storage.put(fileKey(orgId, kind, id), Buffer.from('x'))
  return id
}

test('files without a record go after a day; those with one, young ones and what is not ours stay', async () => {
  const named = await put('attachment')
  const part = { id: named, name: 'a.pdf', mediaType: 'application/pdf', bytes: 1, contentId: null, inline: false }
  await box.arrives({ parts: [{ ...part, file: fileKey(box.orgId, 'attachment', named) }] })
  const raw = await put('mail')
  const { rows } = await w.owner.query<{ mailbox_id: string }>('select mailbox_id from received_mail limit 1')
  await w.owner.query(
    `insert into received_mail (org_id, id, mailbox_id, fingerprint, file, bytes, state, received_at) values ($1, $2, $3, $4, $5, 1, 'filed', now())`,
    [box.orgId, raw, rows[0]?.mailbox_id, raw, fileKey(box.orgId, 'mail', raw)],
  )
  const young = [await put('mail', w.clock.now()), await put('attachment', w.clock.now().subtract({ hours: 23 }))]
  const theirs = await put('mail', undefined, w.orgs[1].id)
  await w.storage.put(`${box.orgId}/mail/notes`, Buffer.from('of somebody'))
  for (let i = 0; i < 3; i++) await put(i % 2 ? 'mail' : 'attachment')
  const before = w.storage.keys().length
  await plan()
  await w.drainTasks()
  expect(w.storage.keys()).toHaveLength(before - 3)
  const left = w.storage.keys().map((key) => key.split('/').at(-1))
  expect(left).toEqual(expect.arrayContaining([named, raw, ...young, theirs, 'notes']))
})

test('a raw mail that was let go is swept where its removal failed', async () => {
  const raw = await put('mail')
  await w.owner.query(
    `insert into received_mail (org_id, id, mailbox_id, fingerprint, file, bytes, state, received_at)
     select $1, $2, mailbox_id, $3, null, 1, 'filed', now() from received_mail limit 1`,
    [box.orgId, raw, raw],
  )
  expect(await sweepFiles(context(), w.storage)).toMatchObject({ removed: 1 })
  expect(w.storage.keys()).not.toContain(fileKey(box.orgId, 'mail', raw))
})

test('it is planned once a day, for each organization', async () => {
  expect(await plan()).toEqual({ planned: false })
  expect(await plan(w.orgs[1].id)).toEqual({ planned: true })
  w.clock.set(w.clock.now().add({ hours: 24 }).toString())
  expect(await plan()).toEqual({ planned: true })
  expect(await plan()).toEqual({ planned: false })
  await w.drainTasks()
})

test('asked to stop it stops, and the next one goes on', async () => {
  for (let i = 0; i < 5; i++) await put('attachment')
  const stopping = new AbortController()
  let removed = 0
  const storage = {
    ...w.storage,
    remove: async (key: string) => {
      await w.storage.remove(key)
      if (++removed === 2) stopping.abort(new Error('stopping'))
    },
  }
  await expect(sweepFiles(context(stopping.signal), storage)).rejects.toThrow('stopping')
  expect(removed).toBe(2)
  expect(await sweepFiles(context(), w.storage)).toMatchObject({ removed: 3 })
  expect(await sweepFiles(context(), w.storage)).toMatchObject({ removed: 0 })
})
