import { describe, expect, test } from 'vitest'
import type { PromiseView } from '#modules/promises'
import { languages } from '#platform/i18n'
import { type NoticeToRender, renderNotice } from './render-notice.ts'

const promise = {
  wording: 'Your boiler will be repaired.',
  language: 'en',
  state: 'proposed',
  dueAt: '2026-11-26T15:00:00Z',
  windowFrom: null,
  answerBy: '2026-11-23T11:00:00Z',
  caveats: ['A spare part may have to be ordered.'],
  reason: null,
  givenReason: null,
} as unknown as PromiseView

const notice: NoticeToRender = {
  kind: 'proposed',
  promise,
  before: null,
  organization: { name: 'Boreal', country: 'ES', zone: 'Europe/Madrid' },
  recipient: { language: 'en', zone: 'Europe/Madrid' },
  now: Temporal.Instant.from('2026-11-20T09:00:00Z'),
}
const render = (over: Partial<NoticeToRender>) => renderNotice({ ...notice, ...over })
const firstLine = (text: string) => text.split('\n')[0]

describe('the mail of a notice', () => {
  test('a proposal: the promise first and in bold, what could prevent it, three answers', async () => {
    const mail = await render({})
    expect(mail.subject).toBe('Does this suit you? Your boiler will be repaired by Thursday 26 November, 16:00')
    expect(firstLine(mail.text)).toBe('*Your boiler will be repaired by Thursday 26 November, 16:00*')
    expect(mail.html).toContain('<strong>Your boiler will be repaired by Thursday 26 November, 16:00</strong>')
    expect(mail.text).toContain('- A spare part may have to be ordered.')
    expect(mail.text).toContain('by Monday 23 November, 12:00')
    for (const answer of ['accepted', 'other', 'declined'])
      expect(mail.html).toContain(`href="{link}?answer=${answer}"`)
    expect(mail.text).toContain('Central European Time')
  })

  test('the reader’s zone is named when its clocks differ from the firm’s', async () => {
    const mail = await render({ recipient: { language: 'en', zone: 'America/New_York' } })
    expect(firstLine(mail.text)).toContain('by Thursday 26 November, 10:00 (Eastern Time)')
  })

  test('a promise that asks nothing has one link and no question', async () => {
    const mail = await render({ kind: 'made', promise: { ...promise, state: 'open', answerBy: null } })
    expect(mail.text).not.toContain('answer=')
    expect(mail.text.match(/\{link\}/g)).toHaveLength(1)
    expect(mail.subject).toBe('Your boiler will be repaired by Thursday 26 November, 16:00')
  })

  test('a proposal answered by phone before the mail went out asks nothing any more', async () => {
    const mail = await render({ promise: { ...promise, state: 'open' } })
    expect(mail.text).not.toContain('answer=')
  })

  test.each([
    ['pl', 'Dlaczego: Dostawca się spóźnia. It left the factory.'],
    ['ca', 'Per què: The supplier is late. It left the factory.'],
  ] as const)('a reason of the list is read in %s, and own words as they were written', async (language, said) => {
    const why = { en: 'The supplier is late.', pl: 'Dostawca się spóźnia.' }
    const givenReason = { id: '01938c1e-7a00-7000-8000-000000000001', why, added: 'It left the factory.' }
    const mail = await render({
      kind: 'moved',
      promise: { ...promise, reason: `${why.en} ${givenReason.added}`, givenReason },
      recipient: { language, zone: 'Europe/Madrid' },
    })
    expect(mail.text).toContain(said)
  })

  test('a moved date gives the reason and what stands until it is accepted', async () => {
    const before = { ...promise, state: 'open', dueAt: '2026-11-24T15:00:00Z' } as PromiseView
    const moved = { ...promise, reason: 'The part arrives on Wednesday.' }
    const mail = await render({ kind: 'moved', promise: moved, before })
    expect(firstLine(mail.text)).toBe('*New date: Your boiler will be repaired by Thursday 26 November, 16:00*')
    expect(mail.text).toContain('Why: The part arrives on Wednesday.')
    expect(mail.text).toContain(
      'Until you accept, what we promised before stands: Your boiler will be repaired by Tuesday 24 November, 16:00.',
    )
    const late = await render({ kind: 'moved', promise: moved, before: { ...before, state: 'broken' } })
    expect(late.text).toContain('We did not keep what we promised before')
  })

  test('a withdrawal says so first, and why', async () => {
    const mail = await render({
      kind: 'withdrawn',
      promise: { ...promise, state: 'withdrawn', reason: 'The order was cancelled.' },
    })
    expect(firstLine(mail.text)).toContain('We no longer promise this: Your boiler')
    expect(mail.text).toContain('Why: The order was cancelled.')
    expect(mail.text).not.toContain('answer=')
  })

  const open = { ...promise, state: 'open', answerBy: null, waiting: null } as PromiseView
  const waiting = { dueIfAnsweredToday: '2026-11-30T14:00:00Z' } as PromiseView['waiting']
  const wait = { waitingFor: 'A photo of the label.\nAnd its number.', since: '2026-11-19T09:00:00Z' }

  test('what we wait for: what, and what an answer today means for each date', async () => {
    const paused = { ...open, wording: 'Your boiler will be repaired.', waiting }
    const stands = { ...open, wording: 'We will call you.' }
    const mail = await render({ kind: 'waiting', promise: paused, wait, standing: [paused, stands] })
    expect(mail.subject).toBe('Boreal needs something from you')
    expect(mail.text).toContain('What we need: A photo of the label.')
    expect(mail.text).toContain('And its number.')
    expect(mail.text).toContain('If you answer today: Your boiler will be repaired by Monday 30 November, 15:00')
    expect(mail.text).toContain('The later you answer, the later this date.')
    expect(mail.text).toContain('The date we gave you stands: We will call you by Thursday 26 November, 16:00')
    expect(mail.html).toContain('href="{link}#reply"')
    const runs = await render({ kind: 'waiting', promise: stands, wait, standing: [stands] })
    expect(runs.text).not.toContain('The later you answer')
    const again = await render({ kind: 'reminder', promise: paused, wait, standing: [paused] })
    expect(again.subject).toBe('Reminder: Boreal needs something from you')
    expect(again.text).toContain('We asked you on Thursday 19 November, 10:00.')
  })

  test('an update is one letter: what we write, and the next date where there is one', async () => {
    const mail = await render({ kind: 'update', promise: open, news: 'The part is here.\nIt fits.' })
    expect(mail.subject).toBe('News from Boreal')
    expect(mail.text).toContain('The part is here.\n\nIt fits.')
    expect(mail.text).toContain('Next: Your boiler will be repaired by Thursday 26 November, 16:00')
    const last = await render({ kind: 'update', promise: { ...open, state: 'kept' }, news: 'It is done.' })
    expect(last.text).not.toContain('Next:')
    expect(last.text).not.toContain('spare part')
  })

  test('a date that moved by an answer says so, and that it moves again by waiting', async () => {
    const mail = await render({ kind: 'resumed', promise: { ...open, pausable: true } })
    expect(mail.subject).toBe('New date: Your boiler will be repaired by Thursday 26 November, 16:00')
    expect(mail.text).toContain('this date moves by that time')
    expect((await render({ kind: 'made', promise: open })).text).not.toContain('this date moves by that time')
    expect((await render({ kind: 'made', promise: { ...open, pausable: true } })).text).toContain('moves by that time')
  })

  test('letters of waiting and updates exist in every language', async () => {
    for (const language of languages)
      for (const kind of ['waiting', 'reminder', 'update', 'resumed'] as const) {
        const recipient = { language, zone: 'Europe/Madrid' }
        const paused = { ...open, waiting }
        const mail = await render({ kind, promise: open, wait, news: 'News', standing: [paused, open], recipient })
        expect(mail.text).toContain('16:00')
        expect(mail.html).toContain(`lang="${language}"`)
        expect(mail.text).toContain('{link}')
      }
  })

  test('every kind exists in every language, and says the due time in it', async () => {
    for (const language of languages)
      for (const kind of ['proposed', 'made', 'moved', 'withdrawn'] as const) {
        const state = kind === 'made' ? 'open' : kind === 'withdrawn' ? 'withdrawn' : 'proposed'
        const mail = await render({
          kind,
          promise: { ...promise, state },
          recipient: { language, zone: 'Europe/Madrid' },
        })
        expect(mail.text).toContain('16:00')
        expect(mail.html).toContain(`lang="${language}"`)
        expect(mail.text).toContain('{link}')
      }
  })

  test('what people wrote is text: no markup, no header, no link of its own', async () => {
    const evil = '<img src=x onerror=alert(1)>\r\nBcc: a@b {link}'
    const mail = await render({
      kind: 'moved',
      promise: { ...promise, wording: evil, reason: evil, caveats: [evil] },
      before: { ...promise, state: 'open', wording: evil } as PromiseView,
      organization: { ...notice.organization, name: evil },
    })
    expect(mail.html).not.toContain('<img')
    expect(mail.subject).not.toMatch(/[\r\n]/)
    const asked = await render({ kind: 'waiting', promise, wait: { ...wait, waitingFor: evil }, standing: [] })
    expect(asked.html).not.toContain('<img')
    expect(asked.text.match(/\{link\}/g)).toHaveLength(1)
    const written = await render({ kind: 'update', promise: open, news: evil })
    expect(written.html).not.toContain('<img')
    expect(written.text.match(/\{link\}/g)).toHaveLength(1)
    // The four answers, each once in each form: nothing that people wrote became a link.
    expect(mail.text.match(/\{link\}/g)).toHaveLength(4)
    expect(mail.html.match(/\{link\}/g)).toHaveLength(4)
  })
})
