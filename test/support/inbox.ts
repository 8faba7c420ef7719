import { expect } from 'vitest'
import { systemActor } from '#platform/operation'
import type { Person, TestWorld } from '#test/world'
import { receiveMail } from '../../src/modules/conversations/receive-mail.ts'

const MAILBOX = '01938c1e-7a00-7000-8000-0000000000aa'

/** A mailbox of a world's first organization, and what is done to its inbox. */
export async function openInbox(w: TestWorld) {
  const orgId = w.orgs[0].id
  let turn = 0
  await w.owner.query(
    `insert into mailbox (org_id, id, name, address, kind, created_at) values ($1, $2, 'Help', 'help@northside.example', 'listener', $3)`,
    [orgId, MAILBOX, w.clock.now().toString()],
  )
  const as = () => w.orgs[0].frontline
  const call = async (method: string, path: string, body?: unknown, who: Person | string = as()) => {
    const answer = await w.api(method, path, body, { as: who })
    expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300)
    return answer.body
  }
  /** What is refused, with which status and code. */
  const refused = async (method: string, path: string, body?: unknown, who: Person | string = as()) => {
    const answer = await w.api(method, path, body, { as: who })
    return [answer.status, answer.body.code]
  }
  const stranger = () => `ana${++turn}@example.com`

  /** A mail as it was read; it is filed as the task does it. */
  async function arrives(over: Record<string, unknown> = {}, verified = true) {
    const receivedMailId = `01938c1e-7a00-7000-8000-${String(++turn).padStart(12, '0')}`
    await w.owner.query(
      `insert into received_mail (org_id, id, mailbox_id, fingerprint, bytes, state, received_at) values ($1, $2, $3, $4, 9, 'waiting', $5)`,
      [orgId, receivedMailId, MAILBOX, receivedMailId, w.clock.now().toString()],
    )
    const mail = {
      ...{ receivedMailId, mailboxId: MAILBOX, receivedAt: w.clock.now().toString(), mailId: `${turn}@mail.example` },
      from: { name: 'Ana Ruiz', address: 'ana@example.com' },
      to: [{ name: '', address: 'help@northside.example' }],
      ...{ cc: [], subject: 'Boiler', references: [], text: 'It knocks at night.', quoted: '', html: null },
      ...{ automatic: null, bounce: null, language: 'en', parts: [] },
      authentication: { verified, by: verified ? 'dmarc' : 'none' },
      ...over,
    }
    const filed = await w.gate.run(receiveMail, systemActor(orgId, 'conversations.file_mail'), mail)
    await w.drainTasks()
    return { ...filed, mail }
  }

  /** A customer with one contact, who writes from its address. */
  async function known() {
    const email = stranger()
    const contact = { name: 'Ana', email, phone: '+34 600 000 000', language: 'es', timeZone: 'Europe/Madrid' }
    const customer = await call('post', '/v1/customers', { name: 'Ana Ruiz', contacts: [contact] })
    return { email, customer, contactId: customer.contacts[0].id as string, from: { name: 'Ana', address: email } }
  }

  return {
    ...{ orgId, as, call, refused, stranger, arrives, known },
    get: (id: string | null, who?: Person) => call('get', `/v1/conversations/${id}`, undefined, who),
    said: async (id: string | null) => (await call('get', `/v1/conversations/${id}/messages`)).items,
    write: (id: string | null, text: string, over: object = {}, who?: Person) =>
      call('post', `/v1/conversations/${id}/messages`, { text, ...over }, who),
  }
}
