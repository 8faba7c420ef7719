import { loadMessages } from '#messages/mail'
import { type RenderedMail, renderMail } from '#platform/mail-layout'
import { loadMoments, type Moments, type Reader } from '#platform/moments'
import type { Alert } from './send-alert.ts'

/** A page of the console about what a promise is about; Today where it has no page of its own. */
export function pageAbout(url: string, about: string, promiseId: string): string {
  const [kind, id] = about.split(':')
  return kind === 'request' ? `${url}/requests/${id}#promise-${promiseId}` : `${url}/`
}

/** "in 2 h 10 min", or "3 h ago": how far away it is. */
const distance = (moments: Moments, at: Temporal.Instant, now: Temporal.Instant): string => moments.relative(at, now)

/**
 * The mail about a raised step: what was promised first, then to whom and by when, in the member's language and zone.
 * Opening a link in it records nothing; it is acknowledged in the console.
 */
export async function renderAlert(
  alert: Alert & { promiseId: string; url: string; now: Temporal.Instant },
): Promise<RenderedMail> {
  const { organization, recipient, wording, customer, url, now } = alert
  const [mail, moments] = await Promise.all([
    loadMessages(recipient.language),
    loadMoments(recipient.language, organization.country),
  ])
  const words = mail.alert
  const dueAt = Temporal.Instant.from(alert.dueAt)
  const reader: Reader = { zone: recipient.zone, now }
  const overdue = Temporal.Instant.compare(dueAt, now) <= 0
  const due = { when: moments.dateTime(dueAt, reader), distance: distance(moments, dueAt, now) }
  const page = pageAbout(url, alert.about, alert.promiseId)
  return renderMail({
    language: recipient.language,
    subject: overdue ? words.overdueSubject({ wording }) : words.dueSubject({ distance: due.distance, wording }),
    headline: wording,
    paragraphs: [
      overdue ? words.overdue(due) : words.due(due),
      customer === null ? words.within({ organization: organization.name }) : words.promisedTo({ customer }),
      alert.kind === 'warning' ? words.acknowledgeWarning() : words.acknowledgeEscalation(),
      ...(alert.nextAt === null
        ? []
        : [words.next({ when: moments.dateTime(Temporal.Instant.from(alert.nextAt), reader) })]),
    ],
    actions: [
      { label: words.open(), href: page, primary: true },
      { label: words.acknowledge(), href: `${url}/#alerts` },
    ],
    footer: [mail.zone({ zone: moments.zone(recipient.zone, dueAt) }), 'Kept'],
  })
}
