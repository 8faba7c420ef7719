import { loadMessages } from '#messages/mail'
import { type RenderedMail, renderMail } from '#platform/mail-layout'
import { loadMoments } from '#platform/moments'
import type { Digest } from './send-digest.ts'

const MOST_NEWS = 20

/** The morning's mail to a member: how many promises need them, each with its customer and date, soonest due first; and their news. */
export async function renderDigest(
  digest: Digest & { news: readonly string[]; url: string; now: Temporal.Instant },
): Promise<RenderedMail> {
  const { organization, recipient, items, all, news, url, now } = digest
  const [mail, moments] = await Promise.all([
    loadMessages(recipient.language),
    loadMoments(recipient.language, organization.country),
  ])
  const words = mail.digest
  const line = ({ wording, customer, dueAt, overdue, alerted }: Digest['items'][number]): string => {
    const when = moments.dateTime(dueAt, { zone: recipient.zone, now })
    const said = customer === null ? wording : words.forCustomer({ wording, customer })
    const dated = overdue ? words.overdue({ when, promise: said }) : words.due({ when, promise: said })
    return alerted ? words.unacknowledged({ promise: dated }) : dated
  }
  const headline = all > 0 ? words.lead({ n: all }) : words.newsLead({ n: news.length })
  const shown = news.slice(0, MOST_NEWS)
  return renderMail({
    language: recipient.language,
    subject: headline,
    headline,
    paragraphs: [],
    lists: [
      { title: words.list(), items: items.map(line) },
      {
        title: words.news(),
        items: [...shown, ...(news.length > shown.length ? [words.moreNews({ n: news.length - shown.length })] : [])],
      },
    ],
    actions: [{ label: words.open(), href: `${url}/`, primary: true }],
    footer: [
      ...(all > items.length ? [words.more({ n: all - items.length })] : []),
      mail.zone({ zone: moments.zone(recipient.zone, now) }),
      'Kept',
    ],
  })
}
