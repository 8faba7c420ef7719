import { expect, test } from 'vitest'
import { readDate } from './mail-date.ts'

const now = Temporal.Instant.from('2026-12-01T12:00:00Z')

test.each<[string | null, string | null]>([
  ['Mon, 30 Nov 2026 10:00:00 +0100', '2026-11-30T09:00:00Z'],
  ['30 Nov 2026 10:00 +0100', '2026-11-30T09:00:00Z'],
  ['Mon, 30 Nov 2026 10:00:00 -0530', '2026-11-30T15:30:00Z'],
  ['Mon, 30 Nov 2026 10:00:00 GMT', '2026-11-30T10:00:00Z'],
  ['Mon, 30 Nov 2026 10:00:00 EST', '2026-11-30T15:00:00Z'],
  ['Mon, 30 Nov 2026 10:00:00 +0100 (CET)', '2026-11-30T09:00:00Z'],
  ['Mon (day), 30 Nov 2026 10:00:00 +0100', '2026-11-30T09:00:00Z'],
  ['Mon,  3  November  2026  9:05:07  Z', '2026-11-03T09:05:07Z'],
  ['30-Nov-26 10:00:00 +0000', '2026-11-30T10:00:00Z'],
  ['30 Nov 99 10:00:00 +0000', '1999-11-30T10:00:00Z'],
  ['31 Dec 2016 23:59:60 +0000', '2016-12-31T23:59:59Z'],
  ['Mon, 30 Nov 2026 10:00:00', '2026-11-30T10:00:00Z'],
  ['Tue, 1 Dec 2026 12:00:00 +0000', '2026-12-01T12:00:00Z'],
  ['Tue, 1 Dec 2026 12:00:01 +0000', null],
  ['Mon, 30 Nov 2099 10:00:00 +0000', null],
  ['Sun, 31 Dec 1989 23:59:59 +0000', null],
  ['Mon, 30 Feb 2026 10:00:00 +0100', null],
  ['Mon, 30 Nov 2026 25:00:00 +0100', null],
  ['Mon, 30 Nov 2026 10:61:00 +0100', null],
  ['Mon, 30 Nov 2026 10:00:00 +9900', null],
  ['Mon, 30 Foo 2026 10:00:00 +0100', null],
  ['2026-11-30T10:00:00Z', null],
  ['yesterday', null],
  ['', null],
  [null, null],
])('%s', (field, expected) => expect(readDate(field, now)?.toString() ?? null).toBe(expected))
