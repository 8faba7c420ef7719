import { expect } from 'vitest'
import type { TestWorld } from '#test/world'

/** One of everything in one of the organizations, `mark` in all its texts: ids by the field that names them. */
export async function furnish(w: TestWorld, org: 0 | 1, mark: string): Promise<Record<string, string>> {
  const made = async (path: string, body: Record<string, unknown>) => {
    const answer = await w.api('post', path, body, { as: w.orgs[org].owner })
    expect(answer.status, `${path} ${JSON.stringify(answer.body)}`).toBeLessThan(300)
    return answer.body
  }
  const get = async (path: string) => (await w.api('get', path, undefined, { as: w.orgs[org].owner })).body
  const contacts = [{ name: mark, email: `${mark.toLowerCase()}@example.com` }]
  const customer = await made('/v1/customers', { name: mark, note: mark, contacts })
  const service = await made('/v1/services', { name: mark })
  const people = { customerId: customer.id, contactId: customer.contacts[0].id, serviceId: service.id }
  const request = await made('/v1/requests', { kind: 'job', subject: mark, category: mark, ...people })
  const about = `request:${request.id}`
  const { serviceId: _, ...told } = people
  const dates = { dueAt: '2026-12-24T10:00:00Z', asksAnswer: true }
  const promise = await made('/v1/promises', { kind: 'completion', wording: mark, about, ...told, ...dates })
  const { wait } = await made('/v1/waits', { about, waitingFor: mark })
  const hours = { mon: [['09:00', '17:00']] }
  const calendar = await made('/v1/calendars', { name: mark, timeZone: 'Europe/Warsaw', hours })
  const memberId = w.orgs[org].lead.member.id
  const team = await made('/v1/teams', { name: mark, calendarId: calendar.id, memberIds: [memberId] })
  const away = { memberId, kind: 'off', fromAt: '2026-11-26T08:00:00Z', toAt: '2027-01-02T08:00:00Z', note: mark }
  const duty = await made(`/v1/teams/${team.id}/duty-changes`, away)
  const event = `BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:${mark}\r\nDTSTART;VALUE=DATE:20261224\r\nEND:VEVENT`
  const text = `BEGIN:VCALENDAR\r\n${event}\r\nEND:VCALENDAR\r\n`
  const feed = await made(`/v1/calendars/${calendar.id}/feeds`, { fileName: `${mark}.ics`, text })
  const spec = {
    trigger: 'published',
    kind: 'news',
    wording: { en: mark },
    duration: { unit: 'days', n: 1, at: '09:00' },
  }
  const policy = await made('/v1/policies', { name: mark, spec })
  await made(`/v1/policies/${policy.id}/reviews`, { decision: 'keep', note: mark })
  const savedView = await made('/v1/saved-views', { list: 'requests', name: mark, scope: 'team', teamId: team.id })
  const bulk = await made('/v1/bulk-changes', { change: { action: 'setTeam', team: mark }, ids: [request.id] })
  const file = `id,opened\n${mark},2026-01-01T00:00:00Z\n${mark} bad,2250-01-01T00:00:00Z\n`
  const log = await made('/v1/imports', { name: mark, bytes: Buffer.byteLength(file), kind: 'requests' })
  const headers = { 'content-type': 'application/octet-stream' }
  await w.api('put', `/v1/imports/${log.id}/parts/1`, file, { as: w.orgs[org].owner, headers })
  await made(`/v1/imports/${log.id}/check`, {})
  await w.drainTasks()
  const key = await made('/v1/api-keys', { name: mark, role: 'owner' })
  const link = await made(`/v1/promises/${promise.id}/links`, {})
  const failed = '01938c1e-7a00-7000-8000-0000000000f'.concat(String(org))
  await w.owner.query(
    "insert into failed_task (org_id, id, task, data, failure, attempts, failed_at) values ($1, $2, 'conversations.send_message', '{}', $3, 1, now())",
    [w.orgs[org].id, failed, mark],
  )
  const rederived = '01938c1e-7a00-7000-8000-0000000000e'.concat(String(org))
  await w.owner.query(
    "insert into rederivation (org_id, id, reason, calendar_id, tz_revision, state, total, created_at) values ($1, $2, 'calendar', $3, '2026a', 'running', 1, now())",
    [w.orgs[org].id, rederived, calendar.id],
  )
  const lapse = '01938c1e-7a00-7000-8000-0000000000d'.concat(String(org))
  await w.owner.query(
    'insert into clock_lapse (org_id, id, from_at, to_at, broken, warned, skipped) values ($1, $2, now(), now(), 1, 0, 0)',
    [w.orgs[org].id, lapse],
  )
  const backtest = '01938c1e-7a00-7000-8000-0000000000c'.concat(String(org))
  await w.owner.query(
    "insert into forecast_backtest (org_id, id, state, from_date, to_date, features, created_at) values ($1, $2, 'running', '2026-11-01', '2026-11-26', '{}', now())",
    [w.orgs[org].id, backtest],
  )
  const endpoint = await made('/v1/webhooks', { url: `https://${mark.toLowerCase()}.example/`, description: mark })
  const delivery = await made(`/v1/webhooks/${endpoint.id}/test`, {})
  const address = `${mark.toLowerCase()}@mail.example`
  const mailbox = await made('/v1/mailboxes', { name: mark, address, kind: 'listener' })
  const contactId = customer.contacts[0].id
  const conversation = await made('/v1/conversations', { contactId, subject: mark, text: mark })
  const mailId = `01938c1e-7a00-7000-8000-0000000000a${org}`
  const attachmentId = `01938c1e-7a00-7000-8000-0000000000b${org}`
  await w.storage.put('a/b/c', Buffer.from('file'))
  await w.owner.query(
    "insert into received_mail (org_id, id, mailbox_id, fingerprint, file, bytes, state, reason, received_at) values ($1, $2, $3, 'one', 'a/b/c', 4, 'failed', $4, now())",
    [w.orgs[org].id, mailId, mailbox.id, mark],
  )
  const [said] = (await get(`/v1/conversations/${conversation.id}/messages`)).items
  await w.owner.query(
    "insert into attachment (org_id, id, message_id, name, media_type, bytes, file, created_at) values ($1, $2, $3, $4, 'text/plain', 4, 'a/b/c', now())",
    [w.orgs[org].id, attachmentId, said.id, mark],
  )
  const remedy = await made('/v1/remedies', { kind: 'discount', name: mark, wording: { en: mark } })
  const reason = await made('/v1/reasons', { name: mark, why: { en: mark } })
  const script = await made('/v1/scripts', { name: mark, use: 'answer', tone: 'plain', texts: { en: { body: mark } } })
  const limit = {
    role: 'frontline',
    remedyId: remedy.id,
    perRequest: 100,
    perCustomerYear: null,
    perFirmMonth: null,
    perMemberMonth: null,
  }
  const { body: authorityLimit } = await w.api('put', '/v1/authority-limits', limit, { as: w.orgs[org].owner })
  const given = { about, customerId: customer.id, remedyId: remedy.id, situation: 'broken', reason: mark }
  const endangered = { kind: 'arrival', wording: mark, about, customerId: customer.id, dueAt: '2026-12-24T10:00:00Z' }
  const arrival = await made('/v1/promises', endangered)
  const gathering = { title: mark, affected: { promiseIds: [arrival.id] }, reason: mark }
  const recovery = await made('/v1/recoveries', { ...gathering, dates: { by: 'shift', businessSeconds: 3600 } })
  await w.drainTasks()
  const choice = await made('/v1/decisions', {
    ...{ about, customerId: customer.id, possible: mark, whyNot: mark },
    options: [{ remedyId: remedy.id, amount: 0 }],
  })
  const { grant } = await made('/v1/remedy-grants', { ...given, amount: 1 })
  const { body: approval } = await w.api(
    'post',
    '/v1/approvals',
    { ...given, amount: 900 },
    { as: w.orgs[org].frontline },
  )
  await w.api(
    'put',
    '/v1/deputies',
    { deputyId: w.orgs[org].owner.member.id, fromDay: '2026-12-21', toDay: '2026-12-31' },
    { as: w.orgs[org].lead },
  )
  const question = await made('/v1/questions', { requestId: request.id, question: mark, memberId })
  const followUpId = '01938c1e-7a00-7000-8000-0000000000c'.concat(String(org))
  await w.owner.query(
    `insert into follow_up (org_id, id, about, promise_id, customer_id, contact_id, state, ask_at, created_at)
     values ($1, $2, $3, $4, $5, $6, 'planned', now(), now())`,
    [w.orgs[org].id, followUpId, about, promise.id, people.customerId, people.contactId],
  )
  await w.owner.query(
    `insert into follow_up_answer (org_id, id, follow_up_id, answer, words, given_by, channel, at)
     values ($1, $2, $2, 'no', $3, 'customer', 'portal', now())`,
    [w.orgs[org].id, followUpId, mark],
  )
  const keys = { p256dh: Buffer.alloc(65, 4).toString('base64url'), auth: Buffer.alloc(16, 1).toString('base64url') }
  const device = await made('/v1/push-devices', { name: mark, endpoint: `https://push.example/${mark}`, keys })
  await w.drainTasks()
  const [message] = (await get('/v1/messages')).items
  const callId = '01938c1e-7a00-7000-8000-0000000000a'.concat(String(org))
  await w.owner.query(
    `insert into call (org_id, id, notice_id, promise_id, about, customer_id, contact_id, why, number, language, not_before, due_at, created_at)
     select org_id, $2, id, promise_id, $3, $4, contact_id, 'urgent', $5, 'en', created_at, created_at, created_at
     from notice where org_id = $1 and promise_id = $6 limit 1`,
    [w.orgs[org].id, callId, about, people.customerId, mark, promise.id],
  )
  const [session] = (await get('/v1/sessions')).items
  return {
    ...{ ...people, about, requestId: request.id, promiseId: promise.id, calendarId: calendar.id, importId: log.id },
    ...{
      backtestId: backtest,
      lapseId: lapse,
      rederivationId: rederived,
      feedId: feed.id,
      policyId: policy.id,
      waitId: wait.id,
      savedViewId: savedView.id,
      bulkChangeId: bulk.id,
      endpointId: endpoint.id,
      deliveryId: delivery.id,
      deviceId: device.id,
      conversationId: conversation.id,
      otherId: conversation.id,
      lastSeenId: said.id,
      mailboxId: mailbox.id,
      mailId,
      attachmentId,
      callId,
      remedyId: remedy.id,
      reasonId: reason.id,
      scriptId: script.id,
      limitId: authorityLimit.id,
      choiceId: choice.id,
      optionId: choice.options[0].id,
      grantId: grant.id,
      recoveryId: recovery.id,
      itemId: arrival.id,
      approvalId: approval.id,
      followUpId,
      questionId: question.id,
      forPromiseId: promise.id,
      approverId: memberId,
      deputyId: memberId,
    },
    ...{ apiKeyId: key.apiKey.id, linkId: link.id, failedTaskId: failed, messageId: message.id, sessionId: session.id },
    ...{ teamId: team.id, ownerTeamId: team.id, dutyChangeId: duty.change.id, coverId: memberId },
    ...{ memberId, ownerId: w.orgs[org].owner.member.id, actorId: w.orgs[org].owner.member.id },
    ...{ organizationId: w.orgs[org].id },
  }
}
