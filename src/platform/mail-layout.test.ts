import { describe, expect, test } from 'vitest'
import { renderInvitationMail, renderSignInMail } from '#platform/credential-mail'
import { languages } from '#platform/i18n'
import { renderMail } from '#platform/mail-layout'

const evil = `<script>alert(1)</script>"'&\r\nBcc: x@y`

describe('rendering mail', () => {
  test('escapes every text, and the subject is one line', () => {
    const { subject, html, text } = renderMail({
      language: 'en',
      subject: evil,
      headline: evil,
      paragraphs: [evil],
      lists: [{ title: evil, items: [evil] }],
      actions: [{ label: evil, href: `https://kept.example/"><script>` }],
      footer: [evil],
    })
    expect(html).not.toContain('<script>')
    expect(html).not.toContain('"\'&\r')
    expect(html.match(/&lt;script&gt;alert/g)).toHaveLength(7)
    expect(subject).not.toMatch(/[\r\n]/)
    expect(text.startsWith('*<script>')).toBe(true)
  })

  test('says the one idea first, in bold, in both forms', () => {
    const { text, html } = renderMail({
      language: 'ru',
      subject: 's',
      headline: 'Ваш котёл будет отремонтирован до четверга 26 ноября, 16:00',
      paragraphs: ['Два', 'Три'],
      actions: [{ label: 'Принять', href: '{link}?answer=accepted', primary: true }],
      footer: ['Acme'],
    })
    expect(html.slice(html.indexOf('<main>') + 6).trimStart()).toMatch(/^<p class="say"><strong>Ваш котёл/)
    expect(html).toContain('<html lang="ru">')
    expect(html).toContain('href="{link}?answer=accepted" class="first"')
    expect(text).toBe(
      '*Ваш котёл будет отремонтирован до четверга 26 ноября, 16:00*\n\nДва\n\nТри\n\nПринять:\n{link}?answer=accepted\n\n-- \nAcme\n',
    )
  })

  test('credential mails exist in every language and carry their link once in each form', async () => {
    const now = Temporal.Instant.from('2026-11-20T10:00:00Z')
    const subjects = new Set<string>()
    for (const language of languages) {
      const link = 'https://kept.example/sign-in/abc'
      const signIn = await renderSignInMail({ language, link, minutes: 15 })
      const invitation = await renderInvitationMail({
        ...{ language, link, now, zone: 'Europe/Madrid', country: 'ES', organization: 'Acme & Sons', inviter: 'Ana' },
        expiresAt: now.add({ hours: 72 }),
      })
      for (const mail of [signIn, invitation]) {
        expect(mail.text.split(link)).toHaveLength(2)
        expect(mail.html.split(link)).toHaveLength(2)
        subjects.add(mail.subject)
      }
      expect(signIn.text).toContain('15')
      expect(invitation.text).toContain('11:00')
      expect(invitation.html).toContain('Acme &amp; Sons')
    }
    // Spanish and Catalan share one; the others differ.
    expect(subjects.size).toBeGreaterThanOrEqual(11)
  })
})
