import { expect, test } from 'vitest'
import { automaticOf, loopMark } from './automatic.ts'
import { readHeader } from './header.ts'

const told = (head: string, more: Partial<Parameters<typeof automaticOf>[0]> = {}) =>
  automaticOf({
    fields: readHeader(Buffer.from(head), 0, Buffer.byteLength(head)).fields,
    from: 'anna@example.org',
    subject: 'Boiler',
    type: 'text/plain',
    ownAddresses: ['Hello@Ours.example '],
    ownMark: '1',
    bounced: false,
    ...more,
  })

test.each([
  ['', null],
  // RFC 3834, 5230, 5436
  ['Auto-Submitted: no', null],
  ['Auto-Submitted: NO (a person)', null],
  ['Auto-Submitted: auto-replied', 'auto_reply'],
  ['Auto-Submitted: auto-generated', 'auto_reply'],
  ['Auto-Submitted: auto-replied; owner-email="a@b"', 'auto_reply'],
  ['AUTO-SUBMITTED: Auto-Replied (vacation)', 'auto_reply'],
  ['Auto-Submitted: auto-notified; owner-email="a@b"', 'auto_reply'],
  ['Auto-Submitted: something-new', 'auto_reply'],
  ['Auto-Submitted: no\nAuto-Submitted: auto-replied', 'auto_reply'],
  // What older programs say
  ['X-Autoreply: yes', 'auto_reply'],
  ['X-Autoreply: no', null],
  ['X-Autorespond: Away', 'auto_reply'],
  ['Precedence: auto_reply', 'auto_reply'],
  ['Precedence: junk', 'auto_reply'],
  ['Return-Path: <>', 'auto_reply'],
  ['Return-Path: <anna@example.org>', null],
  ['X-Auto-Response-Suppress: All', 'auto_reply'],
  ['X-Auto-Response-Suppress: DR, OOF, AutoReply', null],
  ['X-Auto-Response-Suppress: DR, RN', null],
  // Lists
  ['List-Id: <plumbers.example.net>', 'list'],
  ['Precedence: list', 'list'],
  ['Precedence: Bulk', 'list'],
  ['Precedence: first-class', null],
  ['List-Unsubscribe: <mailto:a@b>', null],
  ['List-Post: <mailto:a@b>', null],
  ['List-Id: x\nAuto-Submitted: auto-replied', 'auto_reply'],
  // Ours
  [`${loopMark}: 1`, 'loop'],
  ['x-kept-loop: 1', 'loop'],
  [`${loopMark}: 1\nList-Id: x`, 'loop'],
])('%s is %s', (head, expected) => expect(told(`${head}\n`)).toBe(expected))

test.each([
  ['hello@ours.example', 'loop'],
  ['anna@example.org', null],
  ['mailer-daemon@example.org', 'auto_reply'],
  ['postmaster@example.org', null],
  ['no-reply@example.org', null],
])('from %s: %s', (from, expected) => expect(told('', { from })).toBe(expected))

test.each([
  'Automatic reply: Boiler',
  'Out of office: Re: Boiler',
  'Re: Resposta automática: Caldeira',
  'Respuesta automática: Caldera',
  "Fora de l'oficina",
  'Autoodpowiedź: Piec',
  'Odpowiedź automatyczna: Piec',
  'Автоматический ответ: Котёл',
])('%s: an automatic answer with another sign, a person without', (subject) => {
  expect(told('', { subject })).toBe(null)
  expect(told('X-Auto-Response-Suppress: OOF\n', { subject })).toBe('auto_reply')
  expect(told('', { subject, from: 'noreply@example.org' })).toBe('auto_reply')
})

test('reports are automatic, what came back is a bounce, and our own mail that came back is a loop', () => {
  expect(told('', { type: 'multipart/report' })).toBe('auto_reply')
  expect(told('Auto-Submitted: auto-replied\n', { bounced: true })).toBe('bounce')
  expect(told(`${loopMark}: 1\n`, { bounced: true })).toBe('loop')
})

test('another installation’s mark is no loop', () => expect(told(`${loopMark}: 2\n`)).toBe(null))
test('mail without a sender is nobody’s loop', () => expect(told('', { from: null, ownAddresses: [''] })).toBe(null))
