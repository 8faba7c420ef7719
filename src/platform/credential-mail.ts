import { loadMessages } from '#messages/mail'
import type { Language } from '#platform/i18n'
import { type RenderedMail, renderMail } from '#platform/mail-layout'
import { loadMoments } from '#platform/moments'

/** The mail with a one-time sign-in link. Render it only to send it: the link in it is a credential. */
export async function renderSignInMail(mail: {
  language: Language
  link: string
  /** How long the link works from now. */
  minutes: number
}): Promise<RenderedMail> {
  const words = await loadMessages(mail.language)
  return renderMail({
    language: mail.language,
    subject: words.signIn.subject(),
    headline: words.signIn.lead(),
    paragraphs: [words.signIn.text({ minutes: mail.minutes }), words.signIn.ignore()],
    actions: [{ label: words.signIn.open(), href: mail.link, primary: true }],
    footer: ['Kept'],
  })
}

/** The mail that invites a person to an organization. Render it only to send it: the link in it is a credential. */
export async function renderInvitationMail(mail: {
  language: Language
  /** The organization's country (ISO 3166) and zone, in which the reader is told the expiry. */
  country: string
  zone: string
  organization: string
  inviter: string
  link: string
  expiresAt: Temporal.Instant
  now: Temporal.Instant
}): Promise<RenderedMail> {
  const { organization, inviter, language } = mail
  const [words, moments] = await Promise.all([loadMessages(language), loadMoments(language, mail.country)])
  const when = moments.dateTime(mail.expiresAt, { zone: mail.zone, now: mail.now })
  return renderMail({
    language,
    subject: words.invitation.subject({ inviter, organization }),
    headline: words.invitation.lead({ inviter, organization }),
    paragraphs: [words.invitation.text({ organization }), words.invitation.once({ when })],
    actions: [{ label: words.invitation.open(), href: mail.link, primary: true }],
    footer: [words.zone({ zone: moments.zone(mail.zone, mail.now) }), 'Kept'],
  })
}
