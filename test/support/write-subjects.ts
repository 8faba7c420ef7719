// One entry for each write of the API: split, it would have to be looked for in several places.
import { expect } from 'vitest'
import { signInLink } from '#modules/accounts'
import { type Person, personOf, type TestWorld, tokenOf } from '#test/world'

type Input = Record<string, unknown>
/** What a write is called with, places of the address among it, and who calls; by default whoever has the key. */
export type Subject = { input: Input; as?: Person }

/**
 * What each write of the API is done to, by operation: something new each time, so that its effect can be counted.
 * @param key of an owner of the first organization
 */
export function writeSubjects(w: TestWorld, key: string): Readonly<Record<string, () => Promise<Subject>>> {
  let turn = 0

  const made = async (path: string, body: Input = {}, method = 'post') => {
    const answer = await w.api(method, path, body, { as: key, from: `198.51.${++turn % 250}.7` })
    expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300)
    return answer.body
  }

  const HOURS = { mon: [['09:00', '17:00']] }
  const WORD = { reason: 'The part is late.' }
  const TOLD = { saidBy: 'Ana', channel: 'phone' }

  const customer = () => made('/v1/customers', { name: 'Ana', contacts: [{ name: 'Ana', email: 'ana@example.com' }] })
  /** Planned, with one promise that waits. */
  async function recovery(): Promise<{ id: string }> {
    const affected = { promiseIds: [(await promise({ asksAnswer: false })).id] }
    const dates = { by: 'shift', businessSeconds: 3600 }
    const opened = await made('/v1/recoveries', { title: 'Strike', affected, dates, reason: 'A strike.' })
    await w.drainTasks()
    return opened
  }
  const request = async () =>
    made('/v1/requests', { kind: 'job', subject: 'Boiler', customerId: (await customer()).id })
  async function promise(over: Input = {}): Promise<{ id: string; about: string }> {
    const { id, customerId } = await request()
    const dates = { dueAt: '2026-12-24T10:00:00Z', asksAnswer: true }
    return made('/v1/promises', {
      kind: 'completion',
      wording: 'Done.',
      about: `request:${id}`,
      customerId,
      ...dates,
      ...over,
    })
  }
  const open = () => promise({ asksAnswer: false })
  /** A browser as it subscribes to push messages: each time another. */
  const device = () => ({
    name: 'Firefox',
    endpoint: `https://push.example/${++turn}`,
    keys: { p256dh: Buffer.alloc(65, 4).toString('base64url'), auth: Buffer.alloc(16, 1).toString('base64url') },
  })
  /** What a customer may choose from who was promised something: it costs nothing, so that whoever has the key may offer it. */
  const choosing = async () => {
    const { about, customerId } = (await open()) as unknown as { about: string; customerId: string }
    const kind = { kind: 'perk', name: `Perk ${++turn}`, cost: 0, wording: { en: 'A check.' } }
    const { id: remedyId } = await made('/v1/remedies', kind)
    return { about, customerId, options: [{ remedyId }], reason: 'We are late.' }
  }
  const endpoint = async () => {
    const { items } = await w.api('get', '/v1/webhooks', undefined, { as: key }).then(({ body }) => body)
    for (const { id } of items) await w.api('delete', `/v1/webhooks/${id}`, undefined, { as: key })
    return made('/v1/webhooks', { url: 'https://hooks.example.com/', eventTypes: ['import.failed'] })
  }
  const delivery = async () => made(`/v1/webhooks/${(await endpoint()).id}/test`)
  /** What an open promise is about. */
  const opened = async () => (await open()).about
  const invited = async () =>
    (await made('/v1/members', { email: `m${++turn}@new.example`, name: 'M', role: 'viewer', delivery: 'link' })).member
  const message = async () => {
    const { id } = await promise()
    await w.drainTasks()
    const { items } = (await w.api('get', `/v1/messages?limit=200`, undefined, { as: key })).body
    const { rows } = await w.owner.query('select id from notice where promise_id = $1', [id])
    return items.find((item: { noticeId: string }) => item.noticeId === rows[0].id)
  }
  /** A contact without an address is told by telephone. */
  const call = async (): Promise<{ id: string }> => {
    const { id, contacts } = await made('/v1/customers', {
      name: 'Ana',
      contacts: [{ name: 'Ana', phone: '+48 600 100 200' }],
    })
    const told = { customerId: id, contactId: contacts[0].id, asksAnswer: false }
    const { about } = await promise(told)
    await w.drainTasks()
    return (await w.api('get', `/v1/calls?about=${about}`, undefined, { as: key })).body.items[0]
  }
  async function uploaded(): Promise<{ id: string }> {
    const file = `id,opened,closed\nA${++turn},2026-01-01T00:00:00Z,2026-01-02T00:00:00Z\n`
    const { id } = await made('/v1/imports', { name: 'log.csv', bytes: file.length, kind: 'requests' })
    return made(`/v1/imports/${id}/parts/1`, file as never, 'put')
  }
  async function checked(): Promise<{ id: string }> {
    const { id } = await uploaded()
    await made(`/v1/imports/${id}/check`)
    await w.drainTasks()
    return { id }
  }
  async function imported(): Promise<{ id: string }> {
    const { id } = await checked()
    await made(`/v1/imports/${id}/start`)
    await w.drainTasks()
    return { id }
  }
  /** A row that no write of the API makes; it names the organization and its id first. */
  const row = async (table: string, columns: string, values: string): Promise<{ id: string }> => {
    const id = `01938c1e-7a00-7000-8000-${String(++turn).padStart(12, '0')}`
    await w.owner.query(`insert into ${table} (org_id, id, ${columns}) values ($1, $2, ${values})`, [w.orgs[0].id, id])
    return { id }
  }
  const failedTask = () =>
    row(
      'failed_task',
      'task, data, failure, attempts, failed_at',
      `'conversations.send_message', '{"messageId":"01938c1e-7a00-7000-8000-00000000ffff"}', 'x', 1, now()`,
    )
  const rederivation = () =>
    row('rederivation', 'reason, tz_revision, state, total, created_at', `'calendar', '2026a', 'running', 9, now()`)
  const lapse = () => row('clock_lapse', 'from_at, to_at, broken, warned, skipped', 'now(), now(), 1, 0, 0')
  const session = async () => {
    const { link } = await signInLink(w.gate, w.orgs[0].owner.member.email)
    const person = personOf(await w.api('post', '/v1/sessions', { token: tokenOf(link) }))
    return { id: person.actor.sessionId ?? '' }
  }

  const backtest = async () => {
    await noBacktest()
    const columns = 'state, from_date, to_date, features, created_at'
    return row('forecast_backtest', columns, `'running', '2026-11-01', '2026-11-26', '{}', now()`)
  }
  /** One runs at a time. */
  const noBacktest = () =>
    w.owner.query("update forecast_backtest set state = 'stopped', finished_at = now() where state = 'running'")

  /** What an organization has one of: written once before, so that its first row is not part of the effect. */
  const put = async (path: string, input: Input): Promise<Subject> => {
    await made(path, input, 'put')
    return { input }
  }
  const to = async (subject: Promise<{ id: string }>, body: Input = {}): Promise<Subject> => ({
    input: { id: (await subject).id, ...body },
  })

  const AWAY = { kind: 'off', fromAt: '2026-12-01T08:00:00Z', toAt: '2026-12-02T08:00:00Z' }
  const lead = () => w.orgs[0].lead.member.id
  const savedView = () => made('/v1/saved-views', { list: 'requests', name: 'Jobs', scope: 'organization' })
  const openingView = async () => {
    const view = await savedView()
    const answer = await w.api(
      'put',
      `/v1/saved-views/${view.id}/default`,
      { isDefault: true },
      { as: w.orgs[0].owner },
    )
    expect(answer.status).toBe(200)
    return view
  }
  const someRequests = async () => ({ change: { action: 'setTeam', team: 'Heating' }, ids: [(await request()).id] })
  const bulkChange = async () => made('/v1/bulk-changes', await someRequests())
  const team = () => made('/v1/teams', { name: `Team ${++turn}`, memberIds: [lead()] })
  const firstContact = async () => (await customer()).contacts[0]
  const conversation = async () =>
    made('/v1/conversations', { contactId: (await firstContact()).id, subject: 'Boiler', text: 'It is ready.' })
  const twoConversations = async () => {
    const contactId = (await firstContact()).id
    const begun = () => made('/v1/conversations', { contactId, subject: 'Boiler', text: 'It is ready.' })
    return { input: { id: (await begun()).id, otherId: (await begun()).id } }
  }
  const mailbox = () =>
    made('/v1/mailboxes', { name: 'Help', address: `help${++turn}@northside.example`, kind: 'listener' })
  const failedMail = async () => {
    const { id } = await mailbox()
    const values = `'${id}', '${++turn}', 'a/b/c', 9, 'failed', now()`
    return row('received_mail', 'mailbox_id, fingerprint, file, bytes, state, received_at', values)
  }

  const remedy = () =>
    made('/v1/remedies', { kind: 'discount', name: `Line ${++turn}`, wording: { en: 'We take {amount} off.' } })
  const reason = () => made('/v1/reasons', { name: `Reason ${++turn}`, why: { en: 'The part is late.' } })
  const script = () =>
    made('/v1/scripts', {
      name: `Script ${++turn}`,
      use: 'answer',
      tone: 'plain',
      texts: { en: { body: 'Dear {{customer}}.' } },
    })
  const giving = async () => {
    const { id, customerId } = await request()
    const given = { remedyId: (await remedy()).id, amount: 100, situation: 'broken' }
    return { about: `request:${id}`, customerId, ...given, ...WORD }
  }
  const question = async (): Promise<{ id: string }> =>
    made('/v1/questions', { requestId: (await request()).id, question: 'Which seal?', memberId: lead() })
  /** A job that was done: the customer will be asked how it went. */
  const followUp = async (): Promise<{ id: string }> => {
    await w.api('post', '/v1/policy-starter-set', { industry: 'general', norms: ['went_as_promised'] }, { as: key })
    const { id } = await request()
    await made(`/v1/requests/${id}/closing`)
    await w.drainTasks()
    return (await w.api('get', `/v1/follow-ups?about=request:${id}`, undefined, { as: key })).body.items[0]
  }
  const asked = async () => {
    const answer = await w.api(
      'post',
      '/v1/approvals',
      { ...(await giving()), amount: 9_000_000 },
      { as: w.orgs[0].frontline },
    )
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    return answer.body
  }

  const CLOSED =
    'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20261224\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n'
  const calendar = () => made('/v1/calendars', { name: 'Hours', timeZone: 'Europe/Warsaw', hours: HOURS })
  const feed = async (input: Input = { fileName: 'closed.ics', text: CLOSED }) =>
    made(`/v1/calendars/${(await calendar()).id}/feeds`, input)

  // Of the whole firm, so that no request is promised anything by it.
  const RULES = {
    trigger: 'published',
    kind: 'news',
    wording: { en: 'Our customers hear what is new.' },
    duration: { unit: 'months', n: 2, at: 'same_time' },
  }
  const policy = () => made('/v1/policies', { name: 'News', spec: RULES })
  const firmNorms = ['product_news', 'promotion']

  const subjects: Record<string, () => Promise<Subject>> = {
    'organizations.update': async () => ({ input: { id: w.orgs[0].id, name: `Northside ${++turn}` } }),
    'account.update': async () => ({ input: { name: `Olive ${++turn}` }, as: w.orgs[0].owner }),
    'members.invite': async () => ({
      input: { email: `m${++turn}@new.example`, name: 'M', role: 'viewer', delivery: 'link' },
    }),
    'members.update': () => to(invited(), { name: 'Another' }),
    'members.remove': () => to(invited()),
    'members.inviteAgain': () => to(invited(), { delivery: 'link' }),
    'sessions.revoke': async () => ({ ...(await to(session())), as: w.orgs[0].owner }),
    'apiKeys.create': async () => ({ input: { name: 'three', role: 'viewer' } }),
    'apiKeys.revoke': () => to(made('/v1/api-keys', { name: 'four', role: 'viewer' }).then(({ apiKey }) => apiKey)),
    'tasks.restart': () => to(failedTask()),
    'notifications.markRead': async () => ({ input: { until: '2026-11-26T09:00:00Z' }, as: w.orgs[0].owner }),
    'notifications.updatePreferences': async () => ({
      input: {
        items: [{ kind: ['replied', 'answered', 'at_risk', 'not_told'][++turn % 4], mail: 'off', push: false }],
      },
      as: w.orgs[0].owner,
    }),
    'notifications.addDevice': async () => ({ input: device(), as: w.orgs[0].owner }),
    'notifications.removeDevice': async () => ({
      ...(await to(w.api('post', '/v1/push-devices', device(), { as: w.orgs[0].owner }).then(({ body }) => body))),
      as: w.orgs[0].owner,
    }),
    'notifications.testPush': async () => ({ input: {}, as: w.orgs[0].owner }),
    'webhooks.create': async () => ({ input: { url: 'https://hooks.example.com/' } }),
    'webhooks.update': () => to(endpoint(), { description: 'Another' }),
    'webhooks.remove': () => to(endpoint()),
    'webhooks.rotateSecret': () => to(endpoint()),
    'webhooks.sendTest': () => to(endpoint()),
    'webhooks.replay': async () => to(delivery()),
    'webhooks.recover': async () => {
      const { id, endpointId } = await delivery()
      await w.owner.query("update webhook_delivery set state = 'failed', next_at = null where id = $1", [id])
      return { input: { id: endpointId, since: '2026-11-26T08:00:00Z' } }
    },
    'calendars.create': async () => ({ input: { name: 'Hours', timeZone: 'Europe/Warsaw', hours: HOURS } }),
    'calendars.update': () =>
      to(made('/v1/calendars', { name: 'Hours', timeZone: 'Europe/Warsaw', hours: HOURS }), { name: 'Other hours' }),
    'calendars.addFeed': () => to(calendar(), { url: 'https://calendar.example/closed.ics' }),
    'calendars.removeFeed': () => to(feed()),
    'calendars.checkFeed': () => to(feed({ url: 'https://calendar.example/closed.ics' })),
    'calendars.approveFeed': () => to(feed()),
    'calendars.dismissFeed': () => to(feed()),
    'promises.previewCalendar': () =>
      to(made('/v1/calendars', { name: 'Hours', timeZone: 'Europe/Warsaw', hours: HOURS }), {
        hours: { tue: HOURS.mon },
      }),
    'promises.stopRederivation': () => to(rederivation()),
    'promises.seeLapse': () => to(lapse()),
    'savedViews.create': async () => ({ input: { list: 'requests', name: 'Jobs', scope: 'organization' } }),
    'savedViews.update': () => to(savedView(), { name: 'Orders' }),
    'savedViews.delete': () => to(savedView()),
    'savedViews.chooseDefault': async () => ({
      ...(await to(openingView(), { isDefault: false })),
      as: w.orgs[0].owner,
    }),
    'bulkChanges.preview': async () => ({ input: await someRequests() }),
    'bulkChanges.start': async () => ({ input: await someRequests() }),
    'bulkChanges.undo': () => to(bulkChange()),
    'bulkChanges.stop': () => to(bulkChange()),
    'teams.create': async () => ({ input: { name: `Team ${++turn}`, memberIds: [lead()] } }),
    'teams.update': () => to(team(), { memberIds: [] }),
    'teams.archive': () => to(team()),
    'teams.changeDuty': () => to(team(), { memberId: lead(), ...AWAY }),
    'teams.deleteDutyChange': async () => {
      const { id } = await team()
      return to(made(`/v1/teams/${id}/duty-changes`, { memberId: lead(), ...AWAY }).then(({ change }) => change))
    },
    'customers.create': async () => ({ input: { name: 'Bea', contacts: [{ name: 'Bea' }] } }),
    'customers.update': () => to(customer(), { note: 'Call first.' }),
    'customers.merge': async () => ({ input: { id: (await customer()).id, into: (await customer()).id } }),
    'customers.tellApart': async () => ({ input: { id: (await customer()).id, other: (await customer()).id } }),
    'customers.undoMerge': async () => {
      const [{ id }, into] = [await customer(), await customer()]
      await made(`/v1/customers/${id}/merge`, { into: into.id })
      return { input: { id } }
    },
    'contacts.create': async () => ({ input: { customerId: (await customer()).id, name: 'Carl' } }),
    'contacts.update': () => to(firstContact(), { name: 'Dora' }),
    'contacts.delete': () => to(firstContact()),
    'contacts.recordConsent': () =>
      to(firstContact(), { purpose: 'news', given: true, channel: 'counter', words: 'Asked for the newsletter.' }),
    'services.create': async () => ({ input: { name: `Service ${++turn}` } }),
    'services.update': () => to(made('/v1/services', { name: `Service ${++turn}` }), { description: 'All of it.' }),
    'services.archive': () => to(made('/v1/services', { name: `Service ${++turn}` })),
    'remedies.create': async () => ({ input: { kind: 'discount', name: `Line ${++turn}`, wording: { en: 'Less.' } } }),
    'remedies.update': () => to(remedy(), { conditions: 'Only once.' }),
    'remedies.archive': () => to(remedy()),
    'reasons.create': async () => ({ input: { name: `Reason ${++turn}`, why: { en: 'The part is late.' } } }),
    'reasons.update': () => to(reason(), { cause: 'supplier' }),
    'reasons.archive': () => to(reason()),
    'reasons.installStarterSet': async () => {
      await w.owner.query('delete from delay_reason where starter is not null')
      return { input: {} }
    },
    'scripts.create': async () => ({
      input: { name: `Script ${++turn}`, use: 'answer', tone: 'plain', texts: { en: { body: 'Dear {{customer}}.' } } },
    }),
    'scripts.try': async () => ({ input: { use: 'answer', texts: { en: { body: 'Dear {{customer}}.' } } } }),
    'scripts.update': () => to(script(), { tone: 'warm' }),
    'scripts.archive': () => to(script()),
    'scripts.restoreVersion': () => to(script(), { version: 1 }),
    'scripts.installStarterSet': async () => {
      await w.owner.query(
        'with gone as (delete from script_version where script_id in (select id from script where starter is not null)) delete from script where starter is not null',
      )
      return { input: {} }
    },
    'remedies.grant': async () => {
      // The sums of the month are there from then on, and are no part of the effect.
      await w.api('post', '/v1/remedy-grants', await giving(), { as: w.orgs[0].owner })
      return { input: await giving(), as: w.orgs[0].owner }
    },
    'remedies.takeBack': async () =>
      to(
        w.api('post', '/v1/remedy-grants', await giving(), { as: w.orgs[0].owner }).then(({ body }) => body.grant),
        WORD,
      ),
    'authority.setLimit': async () => ({
      input: {
        role: 'frontline',
        remedyId: (await remedy()).id,
        perRequest: 100,
        perCustomerYear: null,
        perFirmMonth: null,
        perMemberMonth: null,
      },
    }),
    'authority.removeLimit': async () =>
      to(
        made(
          '/v1/authority-limits',
          {
            role: 'lead',
            remedyId: (await remedy()).id,
            perRequest: 100,
            perCustomerYear: null,
            perFirmMonth: null,
            perMemberMonth: null,
          },
          'put',
        ),
      ),
    'authority.setDeputy': async () => {
      const away = { deputyId: lead(), fromDay: '2026-12-21', toDay: '2026-12-31' }
      await w.api('put', '/v1/deputies', away, { as: w.orgs[0].owner })
      return { input: away, as: w.orgs[0].owner }
    },
    'authority.removeDeputy': async () => {
      const away = { deputyId: w.orgs[0].owner.member.id, fromDay: '2026-12-21', toDay: '2026-12-31' }
      expect((await w.api('put', '/v1/deputies', away, { as: w.orgs[0].lead })).status).toBe(200)
      return { input: { memberId: lead() }, as: w.orgs[0].lead }
    },
    'offers.make': async () => ({ input: await choosing(), as: w.orgs[0].owner }),
    'offers.decide': async () => ({
      input: { ...(await choosing()), reason: undefined, possible: 'We repair it.', whyNot: 'The part is rare.' },
      as: w.orgs[0].owner,
    }),
    'offers.choose': async () => {
      const offered = async () => {
        const { id, options } = await made('/v1/choices', await choosing())
        return { id, optionId: options[0].id, ...TOLD }
      }
      // The sums of the month are there from then on, and are no part of the effect.
      const { id, ...first } = await offered()
      await made(`/v1/choices/${id}/choosing`, first)
      return { input: await offered() }
    },
    'approvals.ask': async () => ({ input: { ...(await giving()), amount: 9_000_000 }, as: w.orgs[0].frontline }),
    'approvals.answer': async () => ({ ...(await to(asked(), { answer: 'declined' })), as: w.orgs[0].owner }),
    'approvals.withdraw': async () =>
      to(
        giving().then((given) => made('/v1/approvals', { ...given, amount: 9_000_000 })),
        WORD,
      ),
    'promises.handBackStep': async () => {
      const { id } = await promise({ asksAnswer: false, steps: [] })
      const step = { when: { measure: 'after_due', businessSeconds: 0 }, to: { who: 'lead' }, channel: 'console' }
      await w.owner.query(
        "insert into promise_step (org_id, promise_id, n, kind, at, step, state, raised_at) values ($1, $2, 1, 'escalation', now(), $3, 'acknowledged', now())",
        [w.orgs[0].id, id, step],
      )
      return { input: { id, n: 1 } }
    },
    'requests.markExceptional': () => to(request(), { why: 'A transplant.', until: null, stakes: null }),
    'requests.unmarkExceptional': async () => {
      const { id } = await request()
      await made(`/v1/requests/${id}/exception`, { why: 'A transplant.' }, 'put')
      return { input: { id, why: 'Found another.' } }
    },
    'questions.ask': async () => ({
      input: { requestId: (await request()).id, question: 'Which seal?', memberId: lead() },
    }),
    'questions.answer': () => to(question(), { answer: 'The red one.' }),
    'questions.withdraw': () => to(question(), { reason: 'Found it.' }),
    'followUps.answer': async () => to(followUp(), { answer: 'yes' }),
    'followUps.updateRules': () => put('/v1/follow-up-rules', { restDays: ++turn % 300, silenceDays: 7 }),
    'promises.make': async () => {
      const { id, customerId } = await request()
      const promised = { kind: 'completion', wording: 'Done.', dueAt: '2026-12-24T10:00:00Z', asksAnswer: true }
      return { input: { ...promised, about: `request:${id}`, customerId } }
    },
    'promises.accept': () => to(promise(), TOLD),
    'promises.decline': () => to(promise(), TOLD),
    'promises.keep': () => to(open()),
    'promises.renegotiate': () => to(open(), { wording: 'Later.', dueAt: '2026-12-28T10:00:00Z', ...WORD }),
    'promises.withdraw': () => to(open(), WORD),
    'promises.handOver': () => to(open(), { ownerId: w.orgs[0].lead.member.id }),
    'promises.wait': async () => ({ input: { about: await opened(), waitingFor: 'The key.' } }),
    'promises.endWait': async () =>
      to(made('/v1/waits', { about: await opened(), waitingFor: 'The key.' }).then(({ wait }) => wait)),
    'promises.sendUpdate': () => to(promise({ kind: 'next_update', asksAnswer: false })),
    'promises.recordTold': () => to(open(), { channel: 'phone' }),
    'promises.acknowledgeStep': async () => {
      const { id } = await promise({ asksAnswer: false, steps: [] })
      const step = { when: { measure: 'after_due', businessSeconds: 0 }, to: { who: 'owner' }, channel: 'console' }
      await w.owner.query(
        "insert into promise_step (org_id, promise_id, n, kind, at, step, state, raised_at) values ($1, $2, 1, 'escalation', now(), $3, 'raised', now())",
        [w.orgs[0].id, id, step],
      )
      return { input: { id, n: 1 } }
    },
    'promiseRules.update': () => put('/v1/promise-rules', { atRiskBelow: 0.4, floor: 0.7, hardFloor: false }),
    'defaultSteps.update': () => put('/v1/default-steps', { steps: [] }),
    'forecast.startBacktest': async () => {
      await request()
      await noBacktest()
      return { input: {} }
    },
    'forecast.stopBacktest': () => to(backtest()),
    'policies.create': async () => ({ input: { name: 'News', spec: RULES } }),
    'policies.update': () => to(policy(), { name: 'Other news' }),
    'policies.simulate': async () => ({ input: { trigger: 'published', spec: RULES } }),
    'policies.review': () => to(policy(), { decision: 'keep' }),
    'policies.occur': () => to(policy()),
    'policies.installStarterSet': async () => ({ input: { industry: 'repair', norms: [firmNorms.pop()] } }),
    'mailboxes.create': async () => ({
      input: { name: 'Help', address: `help${++turn}@northside.example`, kind: 'listener' },
    }),
    'mailboxes.update': () => to(mailbox(), { name: 'Sales' }),
    'mailboxes.archive': () => to(mailbox()),
    'receivedMail.retry': () => to(failedMail()),
    'conversations.start': async () => ({
      input: { contactId: (await firstContact()).id, subject: 'Your boiler', text: 'It is ready.' },
    }),
    'conversations.update': () => to(conversation(), { state: 'closed' }),
    'conversations.write': () => to(conversation(), { text: 'We come at ten.' }),
    'conversations.note': () => to(conversation(), { text: 'She sounds angry.' }),
    'conversations.checkText': () => to(conversation(), { text: 'I will call you back tomorrow by three.' }),
    'conversations.checkNewText': async () => ({ input: { text: 'I will call you back tomorrow by three.' } }),
    'conversations.saveDraft': async () => ({ ...(await to(conversation(), { text: 'We' })), as: w.orgs[0].owner }),
    'calls.take': async () => ({ ...(await to(call())), as: w.orgs[0].owner }),
    'calls.record': () => to(call(), { outcome: 'reached', attempt: 1 }),
    'conversations.merge': () => twoConversations(),
    'conversations.unmerge': async () => {
      const { input } = await twoConversations()
      await made(`/v1/conversations/${input.id}/merging`, { otherId: input.otherId })
      return { input: { id: input.otherId } }
    },
    'conversations.recordMissedCall': async () => ({
      input: { externalId: `CA${++turn}`, number: `+3460000${1000 + turn}` },
    }),
    'conversations.checkNote': async () => ({ input: { text: 'I will call her back tomorrow at three.' } }),
    'conversations.continueByCall': () =>
      to(conversation(), { channel: 'phone', direction: 'out', text: 'Told her Thursday.' }),
    'conversations.recordContact': async () => ({
      input: { contactId: (await firstContact()).id, channel: 'phone', direction: 'out', text: 'Told her Thursday.' },
    }),
    'conversations.takeBack': async () => {
      const { id } = await conversation()
      return to(made(`/v1/conversations/${id}/messages`, { text: 'Wrong window.', sendAt: '2026-12-01T09:00:00Z' }))
    },
    'requests.write': async () => {
      const { id } = await request()
      return { input: { id, contactId: (await firstContact()).id, subject: 'Your boiler', text: 'It is ready.' } }
    },
    'requests.recordContact': async () => {
      const { id } = await request()
      const contactId = (await firstContact()).id
      return { input: { id, contactId, channel: 'phone', direction: 'out', text: 'Told her Thursday.' } }
    },
    'conversations.createLink': () => to(promise()),
    'conversations.revokeLink': async () => to(made(`/v1/promises/${(await promise()).id}/links`)),
    'conversations.resendMessage': () => to(message()),
    'requests.create': async () => ({ input: { kind: 'job', subject: 'Boiler' } }),
    'requests.update': () => to(request(), { subject: 'Another boiler' }),
    'requests.close': () => to(request()),
    'requests.reopen': async () => to(made(`/v1/requests/${(await request()).id}/closing`)),
    'requests.adopt': async () => {
      const { id } = await request()
      await w.owner.query('update request set followed = false where id = $1', [id])
      return { input: { id } }
    },
    'requests.reportOccurrence': () => to(request(), { what: 'quote_sent' }),
    'recoveries.open': async () => ({
      input: { title: 'Strike', affected: { promiseIds: [(await promise({ asksAnswer: false })).id] } },
    }),
    'recoveries.update': () => to(recovery(), { title: 'Strike of the drivers' }),
    'recoveries.changeItems': () => to(recovery(), { leave: true }),
    'recoveries.send': () => to(recovery()),
    'recoveries.stop': async () => to(made(`/v1/recoveries/${(await recovery()).id}/sending`)),
    'recoveries.hold': () => to(recovery()),
    'recoveries.previewGood': () => to(open(), { dueAt: '2026-12-28T10:00:00Z' }),
    'recoveries.makeGood': () => to(open(), { wording: 'Later.', dueAt: '2026-12-28T10:00:00Z', ...WORD }),
    'recoveries.close': () => to(recovery(), { why: 'The strike was called off.' }),
    'imports.create': async () => ({ input: { name: 'log.csv', bytes: 40, kind: 'requests' } }),
    'imports.changeMapping': () => to(uploaded(), { source: 'helpdesk' }),
    'imports.check': () => to(uploaded()),
    'imports.start': () => to(checked()),
    'imports.cancel': () => to(uploaded()),
    'imports.undo': () => to(imported()),
  }
  return subjects
}
