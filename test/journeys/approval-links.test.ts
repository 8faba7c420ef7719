import PostalMime from 'postal-mime'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { approvalUrl } from '#modules/authority'
import { type MailServer, startMailServer } from '#test/mail-server'
import { makingGood } from '#test/making-good'
import { createWorld, type Person, type TestWorld } from '#test/world'

// Answering a colleague by the link in one's mail: without signing in, and for nobody else.

const START = '2026-11-26T09:00:00Z'
let w: TestWorld
let smtp: MailServer
beforeAll(async () => {
  smtp = await startMailServer()
  w = await createWorld({ start: START, smtpUrl: `${smtp.url}?from=kept@northside.example` })
})
afterAll(async () => {
  await w?.close()
  await smtp?.close()
})
const { us, made, remedy, limit, matter, ask, grant, forget } = makingGood(() => w)
beforeEach(async () => {
  await forget()
  w.clock.set(START)
})

async function asked(): Promise<{
  id: string
  input: { about: string; customerId: string } & Record<string, unknown>
}> {
  const line = await remedy({ conditions: 'Only when we are late.' })
  await limit({ role: 'lead', perRequest: 5000 })
  const input = { ...(await matter()), remedyId: line.id, amount: 3000 }
  const { status, body } = await ask(input)
  expect(status, JSON.stringify(body)).toBe(201)
  return { id: body.id, input }
}
/** The last mail to somebody, once it has gone out. */
async function mailTo({ member }: Person) {
  await w.drainTasks()
  w.clock.set(w.clock.now().add({ minutes: 3 }).toString())
  await w.drainTasks()
  const to = smtp.mails.filter(({ raw }) => new RegExp(`^To: .*${member.email}`, 'im').test(raw)).at(-1)
  return PostalMime.parse(to?.raw ?? '')
}
const pathIn = (text: string | undefined): string => new URL(/http\S+\/a\/\S+/.exec(text ?? '')?.[0] ?? '').pathname
const pathFor = (approvalId: string, { member }: Person): string =>
  new URL(approvalUrl(w.instance, { orgId: us().id, approvalId, memberId: member.id })).pathname
const open = async (path: string, cookie?: string) => {
  const answer = await w.app.request(`http://localhost${path}`, { headers: cookie ? { cookie } : {} })
  return { status: answer.status, text: await answer.text() }
}
async function press(path: string, fields: Record<string, string>, cookie?: string) {
  const answer = await w.app.request(`http://localhost${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...(cookie ? { cookie } : {}) },
    body: new URLSearchParams(fields).toString(),
  })
  return { status: answer.status, to: answer.headers.get('location'), text: await answer.text() }
}
const read = async (id: string) => (await w.api('get', `/v1/approvals/${id}`, undefined, { as: us().owner })).body
const grants = async (id: string): Promise<number> => {
  const { rows } = await w.owner.query('select count(*)::int as n from remedy_grant where approval_id = $1', [id])
  return rows[0].n
}

describe('the link in the mail', () => {
  test('says what is asked; opening it changes nothing, one press grants it, a second one nothing more', async () => {
    const { id } = await asked()
    const { subject, text } = await mailTo(us().lead)
    expect(subject).toMatch(/asks you to approve: Discount \d+, £30\.00/)
    for (const said of ['Customer: Ana', 'About: Boiler', 'Why: Two days late.', 'Conditions: Only when we are late.'])
      expect(text).toContain(said)
    expect(text).toContain('You may still grant: £50.00')
    const path = pathIn(text)
    expect(path).toBe(pathFor(id, us().lead))

    const page = await open(path)
    expect(page).toMatchObject({ status: 200 })
    expect(page.text).toContain('Two days late.')
    expect(page.text).not.toContain('<script')
    expect((await w.app.request(`http://localhost${path}`, { method: 'HEAD' })).status).toBe(200)
    expect((await read(id)).state).toBe('asked')

    const pressed = await Promise.all(
      Array.from({ length: 6 }, () => press(path, { answer: 'approved', text: 'Fine.\r\nShe has waited.' })),
    )
    expect(pressed.map(({ status, to }) => [status, to])).toEqual(Array(6).fill([303, `${path}?said=approved`]))
    expect(await read(id)).toMatchObject({
      ...{ state: 'approved', answeredBy: us().lead.member.id, answerWords: 'Fine.\nShe has waited.' },
    })
    expect(await grants(id)).toBe(1)
    const [event] = await w.eventsOf(us().id, 'approval.approved')
    expect(event?.data).toMatchObject({ ownerId: us().frontline.member.id, channel: 'link' })
    expect((await open(`${path}?said=approved`)).text).toContain('Approved. It is granted')
    // Spent: it says what was answered, and the other answer is not taken.
    expect((await open(path)).text).toMatch(/approved it on/)
    const other = await press(path, { answer: 'declined' })
    expect(other).toMatchObject({ status: 409 })
    expect(other.text).toContain('This changed meanwhile')
    expect((await read(id)).state).toBe('approved')
  })

  test('declines in the language of who reads it', async () => {
    const { id } = await asked()
    const path = pathFor(id, us().lead)
    expect((await open(`${path}?lang=pl`)).text).toContain('Brak zgody')
    expect(await press(`${path}?lang=pl`, { answer: 'declined' })).toMatchObject({
      ...{ status: 303, to: `${path}?said=declined&lang=pl` },
    })
    expect(await read(id)).toMatchObject({ state: 'declined', grantId: null })
  })

  test('answers late, for a week; then it says that the time is over', async () => {
    const { id } = await asked()
    const path = pathFor(id, us().lead)
    w.clock.set('2026-12-03T13:00:01Z')
    expect((await open(path)).text).toContain('The time to answer by this link is over')
    expect(await press(path, { answer: 'approved' })).toMatchObject({ status: 409 })
    expect(await grants(id)).toBe(0)
    w.clock.set('2026-12-03T12:59:00Z')
    expect((await press(path, { answer: 'approved' })).status).toBe(303)
    expect(await grants(id)).toBe(1)
  })

  test('passed on, it does not answer in the browser of whoever asked, nor of anybody else', async () => {
    const { id } = await asked()
    const path = pathFor(id, us().lead)
    for (const { cookie } of [us().frontline, us().owner]) {
      expect((await open(path, cookie)).text).toContain('You are signed in here as somebody else')
      expect((await press(path, { answer: 'approved' }, cookie)).status).toBe(409)
    }
    expect((await read(id)).state).toBe('asked')
    expect((await press(path, { answer: 'approved' }, us().lead.cookie)).status).toBe(303)
  })

  test('made for whoever asks, a link does not answer: nobody approves their own', async () => {
    const { id } = await asked()
    const path = pathFor(id, us().frontline)
    expect((await open(path)).text).toContain('By now')
    expect((await press(path, { answer: 'approved' })).status).toBe(409)
    expect((await read(id)).state).toBe('asked')
  })

  test('what is beyond the approver by now can be declined only', async () => {
    const { id, input } = await asked()
    await grant({ ...input, amount: 4000 }, us().lead)
    const path = pathFor(id, us().lead)
    const page = await open(path)
    expect(page.text).toContain('more than you may grant by now')
    expect(page.text).not.toContain('value="approved"')
    expect(await press(path, { answer: 'approved', text: 'Still.' })).toMatchObject({ status: 409 })
    expect((await press(path, { answer: 'approved', text: 'Still.' })).text).toContain('Still.')
    expect((await press(path, { answer: 'declined' })).status).toBe(303)
  })

  test('too long a text is given back; a forged link, or another answer, is none', async () => {
    const { id } = await asked()
    const path = pathFor(id, us().lead)
    const long = await press(path, { answer: 'approved', text: 'x'.repeat(1001) })
    expect(long.status).toBe(400)
    expect(long.text).toContain('x'.repeat(1001))
    expect((await press(path, { answer: 'perhaps' })).status).toBe(400)
    const forged = `${path.slice(0, -2)}${path.endsWith('AA') ? 'BB' : 'AA'}`
    expect((await open(forged)).status).toBe(404)
    expect((await press(forged, { answer: 'approved' })).status).toBe(404)
    expect((await read(id)).state).toBe('asked')
  })

  test('whoever stands in has it by their own mail; withdrawn, it asks no longer', async () => {
    await limit({ role: 'lead', perRequest: 5000 })
    const days = { fromDay: '2026-11-26', toDay: '2026-11-27' }
    await made('/v1/deputies', { deputyId: us().owner.member.id, ...days }, us().lead, 'put')
    const input = { ...(await matter()), remedyId: (await remedy()).id, amount: 3000, approverId: us().lead.member.id }
    const { body } = await ask(input)
    const path = pathIn((await mailTo(us().owner)).text)
    expect(path).toBe(pathFor(body.id, us().owner))
    await w.api('post', `/v1/approvals/${body.id}/withdrawal`, { reason: 'Settled.' }, { as: us().frontline })
    expect((await open(path)).text).toContain('It is not needed any more')
    expect((await press(path, { answer: 'approved' })).status).toBe(409)
  })

  /** Last: the lead is gone then. */
  test('of whoever left it is switched off; whoever takes over has a mail of their own', async () => {
    const { id } = await asked()
    const { member } = us().lead
    await w.api('delete', `/v1/members/${member.id}`, { ownerId: us().owner.member.id }, { as: us().owner })
    await w.drainTasks()
    const old = pathFor(id, us().lead)
    const page = await open(old)
    expect(page).toMatchObject({ status: 410 })
    expect(page.text).not.toContain('Two days late.')
    expect((await press(old, { answer: 'approved' })).status).toBe(410)
    await w.drainTasks()
    expect((await read(id)).state).toBe('asked')
    expect((await press(pathFor(id, us().owner), { answer: 'approved' })).status).toBe(303)
  })
})
