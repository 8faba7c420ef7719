import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aligned, readAuthentication, readResults } from './authentication.ts'
import { readHeader } from './header.ts'

const fields = (text: string) => readHeader(Buffer.from(text), 0, Buffer.byteLength(text)).fields
const told = (text: string, trusted = 'mx.ours.example') => readAuthentication(fields(text), trusted)
const AR = 'Authentication-Results: mx.ours.example;'
const FROM = 'From: Anna <anna@example.org>\n'
const OURS = 'Received: from mail.example.org (x [192.0.2.1])\n by mx.ours.example with ESMTPS id 1; Mon\n'
const THEIRS = 'Received: from pc by mail.example.org with ESMTPA id 2; Mon\n'

describe('the grammar of RFC 8601', () => {
  test.each<[string, string, [string, string, Record<string, string>][]]>([
    ['example.com 1; none', 'example.com', []],
    ['example.com; none', 'example.com', []],
    [
      'Example.COM; spf=pass smtp.mailfrom=example.net',
      'example.com',
      [['spf', 'pass', { 'smtp.mailfrom': 'example.net' }]],
    ],
    [
      'example.com;\n auth=pass (cram-md5) smtp.auth=sender@example.net; spf=pass smtp.mailfrom=example.net',
      'example.com',
      [
        ['auth', 'pass', { 'smtp.auth': 'sender@example.net' }],
        ['spf', 'pass', { 'smtp.mailfrom': 'example.net' }],
      ],
    ],
    [
      "foo.example.net (foobar) 1 (baz); dkim (Because I like it) / 1 (One yay) = (wait for it) fail policy (A dot can go here) . (like that) expired (this surprised me) = (as I wasn't expecting it) 1362471462",
      'foo.example.net',
      [['dkim', 'fail', { 'policy.expired': '1362471462' }]],
    ],
    [
      '"mx.example.com"; dkim=pass reason="good; signature" header.i=@x.example',
      'mx.example.com',
      [['dkim', 'pass', { reason: 'good; signature', 'header.i': '@x.example' }]],
    ],
    [
      'mx; dkim=pass (a "quote; (nested) \\) still) header.d=x.example',
      'mx',
      [['dkim', 'pass', { 'header.d': 'x.example' }]],
    ],
    ['mx; garbage; spf; =; dkim=pass header.d=a header.d=b', 'mx', [['dkim', 'pass', { 'header.d': 'a' }]]],
    ['', '', []],
  ])('%s', (field, server, results) =>
    expect(readResults(field.replaceAll('\n', ''))).toEqual({
      server,
      results: results.map(([method, result, properties]) => ({
        method,
        result,
        properties: new Map(Object.entries(properties)),
      })),
    }),
  )

  test('takes any text', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'a=;()"\\ ./1\t'), maxLength: 60 }),
        (text) => void readResults(text),
      ),
    ))
})

describe('what proves a sender', () => {
  test.each<[string, string, boolean, string]>([
    ['DMARC', `${AR} dmarc=pass header.from=example.org`, true, 'dmarc'],
    ['DMARC in capitals', `${AR} DMARC=Pass HEADER.FROM=Example.Org`, true, 'dmarc'],
    ['DMARC of another domain', `${AR} dmarc=pass header.from=evil.example`, false, 'dmarc=pass'],
    ['DMARC of a domain below', `${AR} dmarc=pass header.from=mail.example.org`, false, 'dmarc=pass'],
    ['DKIM', `${AR} dkim=pass header.d=example.org`, true, 'dkim'],
    ['DKIM of a domain below', `${AR} dkim=pass header.d=mail.example.org`, true, 'dkim'],
    ['DKIM by its identity', `${AR} dkim=pass header.i=@example.org`, true, 'dkim'],
    ['one of two DKIM', `${AR} dkim=pass header.d=esp.example; dkim=pass header.d=example.org`, true, 'dkim'],
    ['DKIM of a service', `${AR} dkim=pass header.d=esp.example`, false, 'dkim=pass'],
    ['DKIM that only ends alike', `${AR} dkim=pass header.d=badexample.org`, false, 'dkim=pass'],
    ['DKIM of a top-level domain', `${AR} dkim=pass header.d=org`, false, 'dkim=pass'],
    ['DKIM that failed', `${AR} dkim=fail header.d=example.org`, false, 'dkim=fail'],
    ['SPF by address', `${AR} spf=pass smtp.mailfrom=bounce@mail.example.org`, true, 'spf'],
    ['SPF by domain', `${AR} spf=pass smtp.mailfrom=example.org`, true, 'spf'],
    ['SPF of HELO', `${AR} spf=pass smtp.helo=example.org`, false, 'spf=pass'],
    ['SPF of another', `${AR} spf=pass smtp.mailfrom=x@evil.example`, false, 'spf=pass'],
    ['soft failure', `${AR} spf=softfail smtp.mailfrom=example.org; dkim=none`, false, 'spf=softfail, dkim=none'],
    [
      'DKIM although DMARC failed',
      `${AR} dkim=pass header.d=mail.example.org; dmarc=fail header.from=example.org`,
      false,
      'dkim=pass, dmarc=fail',
    ],
    ['a pass in a comment', `${AR} dkim=fail (dmarc=pass header.from=example.org)`, false, 'dkim=fail'],
    ['a pass in quotes', `${AR} dkim=fail reason="x; dmarc=pass header.from=example.org"`, false, 'dkim=fail'],
    ['nothing', `${AR} none`, false, 'none'],
    [
      'ARC alone',
      'ARC-Authentication-Results: i=1; mx.ours.example; dmarc=pass header.from=example.org',
      false,
      'none',
    ],
  ])('%s', (_, field, verified, by) => expect(told(`${field}\n${OURS}${FROM}`)).toEqual({ verified, by }))

  test.each<[string, string, boolean]>([
    ['an address with its name in quotes', 'From: "x@bank.example" <anna@example.org>\n', true],
    ['a name that is an address', 'From: x@bank.example <anna@example.org>\n', false],
    ['two addresses', 'From: anna@example.org, x@evil.example\n', false],
    ['two fields', `${FROM}From: x@evil.example\n`, false],
    ['two fields, one with a blank before the colon', `${FROM}From : x@evil.example\n`, false],
    ['none', '', false],
    ['a domain in other letters', 'From: a@EXAMPLE.org\n', true],
  ])('From with %s', (_, from, verified) =>
    expect(told(`${AR} dmarc=pass header.from=example.org\n${from}`).verified).toBe(verified),
  )

  test('a domain in its own letters and in those of the DNS are one', () =>
    expect(told(`${AR} dmarc=pass header.from=xn--and-6ma2c.example\nFrom: a@ñandú.example\n`).verified).toBe(true))

  test.each([
    ['example.org', 'example.org', true],
    ['mail.example.org', 'example.org', true],
    ['example.org', 'a.b.example.org', true],
    ['a.example.org', 'b.example.org', false],
    ['org', 'example.org', false],
    ['', '', false],
    ['example.org', 'notexample.org', false],
  ])('%s and %s are aligned: %s', (a, b, expected) => expect(aligned(a, b)).toBe(expected))
})

describe('whose results count', () => {
  const pass = ' dmarc=pass header.from=example.org\n'
  const none = ' spf=none; dkim=none; dmarc=none\n'
  test.each<[string, string, boolean]>([
    ['above the hop of the trusted server', `${AR}${pass}${OURS}${FROM}`, true],
    ['below it', `${OURS}${AR}${pass}${THEIRS}${FROM}`, true],
    [
      'below a hop within the machine',
      `Received: from mx.ours.example by mx.ours.example with LMTP; Mon\n${OURS}${AR}${pass}${FROM}`,
      true,
    ],
    [
      'below a hop to another host of ours',
      `Received: from mx.ours.example by store.ours.example; Mon\n${OURS}${AR}${pass}${FROM}`,
      true,
    ],
    [
      'below a hop to a container',
      `Received: from mx.ours.example by 3c1d2f with LMTP; Mon\n${OURS}${AR}${pass}${FROM}`,
      true,
    ],
    ['below a hop to an address', `Received: by 2002:a05:6a10:1 with SMTP id x; Mon\n${OURS}${AR}${pass}${FROM}`, true],
    [
      'of several fields of the server',
      `${AR} dmarc=none\n${AR} spf=none\nDKIM-Filter: x\n${AR} dkim=pass header.d=example.org\n${OURS}${FROM}`,
      true,
    ],
    ['in another case', `Authentication-Results: MX.Ours.Example;${pass}${OURS}${FROM}`, true],
    ['of another server', `Authentication-Results: mx.evil.example;${pass}${OURS}${FROM}`, false],
    [
      'of a server that has the name in its own',
      `Authentication-Results: mx.ours.example.evil.example;${pass}${FROM}`,
      false,
    ],
    ['forged below the real one and a hop', `${AR}${none}${OURS}${AR}${pass}${FROM}`, false],
    ['forged right below the real one', `${OURS}${AR}${none}${AR}${pass}${FROM}`, false],
    ['forged further below', `${OURS}${AR}${none}Subject: x\n${AR}${pass}${FROM}`, false],
    [
      'forged, below a hop of another server',
      `Received: from evil.example by mx.other.example; Mon\n${AR}${pass}${FROM}`,
      false,
    ],
    ['forged, below a hop of ours and one of another', `${OURS}${THEIRS}${AR}${pass}${FROM}`, false],
    ['forged, with a fold', `${OURS}${THEIRS}Authentication-Results:\n mx.ours.example;\n${pass}${FROM}`, false],
  ])('%s', (_, head, verified) => expect(told(head).verified).toBe(verified))

  test('nobody is believed where no server is trusted', () =>
    expect(told(`Authentication-Results: ;${pass}${FROM}`, ' ')).toEqual({ verified: false, by: 'none' }))
})
