import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type DetectedTable, detectTable, proposeMapping } from './detect-table.ts'
import { fields, fieldsOf, importKinds } from './fields.ts'
import { helpDeskExports } from './help-desks.ts'
import { mappingSchema, questionsOf } from './mapping.ts'

const detect = (text: string | Buffer, given = {}): DetectedTable => {
  const table = detectTable(Buffer.from(text), true, given)
  if ('problem' in table) throw new Error(table.problem)
  return table
}
const example = (name: string) => readFileSync(join(import.meta.dirname, '../../../examples', name))

describe('an export of a help desk is recognised', () => {
  test.each<[string, object, object]>([
    [
      'zendesk-tickets.csv',
      { system: 'zendesk', content: 'tickets', kind: 'requests', times: 'account' },
      {
        columns: {
          externalId: 'Id',
          openedAt: 'Created at',
          closedAt: 'Solved at',
          customerExternalId: 'Requester id',
        },
        timeZone: 'Europe/Warsaw',
        closeIsLastChange: false,
        source: 'zendesk',
      },
    ],
    [
      'zendesk-view.csv',
      { system: 'zendesk', content: 'tickets', kind: 'requests', times: 'account' },
      { columns: { externalId: 'ID', openedAt: 'Requested', closedAt: 'Solved' }, closeIsLastChange: false },
    ],
    [
      'zendesk-tickets.jsonl',
      { system: 'zendesk', content: 'tickets', kind: 'requests', times: 'offset' },
      {
        columns: { externalId: 'id', closedAt: 'updated_at', channel: 'via.channel' },
        timeZone: 'UTC',
        closeIsLastChange: true,
      },
    ],
    [
      'zendesk-users.json',
      { system: 'zendesk', content: 'users', kind: 'customers', times: 'offset' },
      { columns: { name: 'name', timeZone: 'iana_time_zone' }, only: { column: 'role', values: ['end-user'] } },
    ],
    [
      'freshdesk-tickets.csv',
      { system: 'freshdesk', content: 'tickets', kind: 'requests', times: 'account' },
      {
        columns: { externalId: 'Ticket ID', closedAt: 'Resolved time', customerName: 'Full name' },
        source: 'freshdesk',
      },
    ],
    [
      'freshdesk-tickets.json',
      { system: 'freshdesk', content: 'tickets', kind: 'requests', times: 'offset' },
      {
        columns: { externalId: 'display_id', closedAt: 'updated_at', priority: 'priority_name' },
        closeIsLastChange: true,
      },
    ],
    [
      'chatwoot-contacts.csv',
      { system: 'chatwoot', content: 'contacts', kind: 'customers', times: 'offset' },
      { columns: { externalId: 'id', phone: 'phone_number' }, source: 'chatwoot' },
    ],
    [
      'chatwoot-conversations.json',
      { system: 'chatwoot', content: 'conversations', kind: 'requests', times: 'offset' },
      { columns: { customerName: 'meta.sender.name', closedAt: 'last_activity_at' }, dateFormat: 'epoch_s' },
    ],
    [
      'zammad-tickets.json',
      { system: 'zammad', content: 'tickets', kind: 'requests', times: 'offset' },
      { columns: { externalId: 'number', status: 'state', customerEmail: 'customer' } },
    ],
    [
      'zammad-tickets.csv',
      { system: 'zammad', content: 'tickets', kind: 'requests', times: 'account' },
      { columns: { externalId: '#', customerName: 'Customer' } },
    ],
    [
      'zammad-users.json',
      { system: 'zammad', content: 'users', kind: 'customers', times: 'offset' },
      { columns: { name: 'firstname', lastName: 'lastname' }, only: { column: 'roles' } },
    ],
    [
      'zammad-organizations.json',
      { system: 'zammad', content: 'organizations', kind: 'customers', times: 'offset' },
      { customerKind: 'company', source: 'zammad.organizations' },
    ],
  ])('%s', (name, recognised, mapping) => {
    const table = detect(example(`help-desks/${name}`))
    expect(table.export).toEqual(recognised)
    const proposed = proposeMapping(table, 'Europe/Warsaw')
    expect(proposed).toMatchObject(mapping)
    expect(mappingSchema.parse(proposed)).toEqual(proposed)
    expect(
      questionsOf(
        table.kind,
        proposed,
        table.columns.map(({ header }) => header),
      ),
    ).toEqual([])
    expect(new Set(table.proposals.map(({ because }) => because))).toEqual(new Set(['export']))
  })

  test('of what may hold a field the column that is filled goes first', () => {
    const ticket = JSON.parse(example('help-desks/zendesk-tickets.jsonl').toString().split('\n')[0] ?? '').ticket
    const solved = { ...ticket, metric_set: { solved_at: '2025-03-04T14:40:00Z' } }
    const closeOf = (...tickets: object[]) => {
      const table = detect(JSON.stringify({ tickets }))
      const { columns, closeIsLastChange } = proposeMapping(table, 'UTC')
      return [table.export?.system, columns.closedAt, closeIsLastChange]
    }
    expect(closeOf(solved, ticket)).toEqual(['zendesk', 'metric_set.solved_at', false])
    expect(closeOf({ ...ticket, metric_set: { solved_at: null } })).toEqual(['zendesk', 'updated_at', true])
  })

  test('and read as something else when that is asked', () => {
    const table = detect(example('help-desks/zendesk-users.json'), { kind: 'requests' })
    expect(table).toMatchObject({ kind: 'requests', export: { content: 'users' } })
    expect(proposeMapping(table, 'Europe/Warsaw')).toMatchObject({
      source: 'csv',
      only: null,
      timeZone: 'Europe/Warsaw',
    })
  })
})

describe('what is none is not taken for one', () => {
  test.each<[string, string]>([
    ['a plain log', 'id,opened_at,closed_at,category\n1,2025-07-01T01:32:33,,Lights\n'],
    ['a list of customers', 'id,name,email,phone\n1,Ann,ann@sample.example,\n'],
    [
      'a table with one column more than contacts of Chatwoot have',
      'id,name,email,phone_number,salary\n1,Ann,a@b.example,,5\n',
    ],
    ['tickets of another system', 'Ticket ID,Subject,Status,Priority,Created time\n1,x,Open,Low,2025-04-01 08:30:00\n'],
    [
      'JSON with names that every system has',
      '[{"id":1,"status":"open","created_at":"2025-01-01T00:00:00Z","subject":"x","priority":"low"}]',
    ],
    ['users of a directory', 'login,firstname,lastname,email\nann,Ann,Sample,a@b.example\n'],
  ])('%s', (_, text) => {
    expect(detect(text).export).toBeNull()
  })

  test('the city’s log', () => {
    expect(detect(example('boston-311-excerpt.csv'))).toMatchObject({ export: null, kind: 'requests' })
  })
})

describe('what the rows are is guessed from columns that say who, and none that say what', () => {
  test.each<[string, 'requests' | 'customers']>([
    ['Name,Email,Phone', 'customers'],
    ['id,Full name,E-mail,Created at', 'customers'],
    ['Company,Contact person,Phone,Type,Job title', 'customers'],
    ['nombre;correo;teléfono', 'customers'],
    ['Имя;Телефон;Почта', 'customers'],
    ['id,opened,closed,customer,email', 'requests'],
    ['id,created,customer,email,subject', 'requests'],
    ['id,created,name,email,priority', 'requests'],
    ['id,opened_at,city', 'requests'],
    ['Name,City', 'requests'],
  ])('%s: %s', (header, kind) => {
    const cells = header
      .split(/[,;]/)
      .map((name) =>
        /mail|correo|почта/i.test(name) ? 'a@b.example' : /at$|opened|closed|created/.test(name) ? '2025-01-01' : 'x1',
      )
    expect(detect(`${header}\n${cells.join(header.includes(';') ? ';' : ',')}\n`).kind).toBe(kind)
  })

  test('customers with their contacts', () => {
    const table = detect(example('customers.csv'))
    expect(table.kind).toBe('customers')
    expect(proposeMapping(table, 'Europe/Warsaw')).toMatchObject({
      customerKind: 'company',
      columns: {
        externalId: 'Customer no',
        name: 'Company',
        contactName: 'Contact person',
        email: 'E-mail',
        phone: 'Phone',
        language: 'Language',
        timeZone: 'Time zone',
        segment: 'Customer group',
        note: 'Notes',
      },
    })
  })
})

test('every entry of the table fills fields of its kind, and what is needed', () => {
  for (const { kind, columns, values = {}, only, signs } of helpDeskExports) {
    for (const field of [...Object.keys(columns), ...Object.keys(values)]) expect(fieldsOf[kind]).toContain(field)
    expect(Object.keys(columns)).toContain(kind === 'requests' ? 'openedAt' : 'name')
    expect([...signs, only?.column ?? '']).toEqual([...signs, only?.column ?? ''].map((name) => name.toLowerCase()))
  }
  for (const kind of importKinds) for (const field of fieldsOf[kind]) expect(fields).toContain(field)
})
