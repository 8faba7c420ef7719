import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { watchMailboxes } from '#modules/mailboxes'
import { openDatabase } from '#platform/db'
import { silentLog } from '#platform/log'
import { dovecotVersion, startDovecot } from '#test/dovecot'
import { createWorld, type TestWorld } from '#test/world'

// A real IMAP server; without Debian's dovecot-imapd this is skipped, and the server of test/support stands for it.
const version = dovecotVersion()
if (version === null) console.warn('Skipped: dovecot is not installed (apt-get install dovecot-imapd).')

describe.skipIf(version === null)('with dovecot', () => {
  let w: TestWorld
  let imap: Awaited<ReturnType<typeof startDovecot>>
  let database: ReturnType<typeof openDatabase>
  let watching: { stop(): Promise<void> } | undefined

  beforeAll(async () => {
    imap = await startDovecot()
    w = await createWorld({ start: '2026-11-26T09:00:00Z', allowPrivateAddresses: true })
    database = openDatabase(w.database)
  })
  afterAll(async () => {
    await watching?.stop()
    await Promise.all([database?.close(), w?.close(), imap?.close()])
  })

  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await w.api(method, path, body, { as: w.orgs[0].owner })
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
    return answer.body
  }
  const mail = (subject: string) =>
    `Message-ID: <${subject}@mail.example>\r\nFrom: Ana <ana@example.com>\r\nSubject: ${subject}\r\n\r\nIt knocks.\r\n`
  const subjects = async () => {
    await w.drainTasks()
    const { items } = await call('get', '/v1/conversations?show=all')
    return items.map(({ subject }: { subject: string }) => subject).sort()
  }
  const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 20_000, interval: 50 })

  test('what is delivered stands in the inbox, also after the server was away', async () => {
    const box = await call('post', '/v1/mailboxes', {
      ...{ name: 'Help', address: 'help@northside.example', kind: 'imap', host: '127.0.0.1', port: imap.port },
      ...{ security: 'none', username: 'help', password: 'secret' },
    })
    expect(await call('post', `/v1/mailboxes/${box.id}/check`)).toMatchObject({ ok: true, mails: 0 })
    const { gate, clock, storage } = w
    watching = watchMailboxes({ gate, database, clock, storage, log: silentLog }, { lookMs: 50, renewMs: 200 })
    await eventually(async () => expect((await call('get', `/v1/mailboxes/${box.id}`)).state).toBe('watching'))
    imap.deliver(mail('one'))
    imap.deliver(mail('two'))
    await eventually(async () => expect(await subjects()).toEqual(['one', 'two']))
    await imap.restart()
    imap.deliver(mail('three'))
    await eventually(async () => expect(await subjects()).toEqual(['one', 'three', 'two']))
    expect((await call('get', '/v1/received-mail')).items).toHaveLength(3)
  })
})
