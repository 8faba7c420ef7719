import { loadMessages as loadAnswer } from '#messages/answer'
import { loadMessages } from '#messages/mail'
import type { PromiseView } from '#modules/promises'
import { type Html, html } from '#platform/html'
import type { Language } from '#platform/i18n'
import { loadMoments } from '#platform/moments'
import { LINK_MARKER, withoutMarker } from './message.ts'
import { sentenceOf } from './promise-sentence.ts'

export type FooterToRender = {
  promises: readonly Pick<PromiseView, 'wording' | 'dueAt' | 'windowFrom' | 'state' | 'answerBy' | 'caveats'>[]
  organization: { name: string; country: string; zone: string }
  recipient: { language: Language; zone: string }
  now: Temporal.Instant
}

/**
 * What stands below an answer in which something is promised: each promise with its date, as it is recorded, and where
 * the customer follows or answers it. The marker stands where the link goes.
 */
export async function renderFooter({
  promises,
  organization,
  recipient,
  now,
}: FooterToRender): Promise<{ text: string; html: Html }> {
  const [own, words, moments] = await Promise.all([
    loadAnswer(recipient.language),
    loadMessages(recipient.language),
    loadMoments(recipient.language, organization.country),
  ])
  const reader = { zone: recipient.zone, now, homeZone: organization.zone }
  const said = promises.map((promise) => ({
    headline: withoutMarker(sentenceOf(promise, moments, reader)),
    caveats: promise.caveats.map(withoutMarker),
  }))
  const asked = promises.find(({ state, answerBy }) => state === 'proposed' && answerBy !== null)
  const name = withoutMarker(organization.name)
  const ask =
    asked === undefined
      ? []
      : [
          words.proposed.ask({ organization: name, by: moments.by(asked.answerBy ?? asked.dueAt, reader) }),
          words.proposed.silence(),
        ]
  const links: { label: string; href: string }[] =
    asked === undefined
      ? [{ label: words.action.follow(), href: LINK_MARKER }]
      : [
          { label: words.action.accept(), href: `${LINK_MARKER}?answer=accepted` },
          { label: words.action.otherTime(), href: `${LINK_MARKER}?answer=other` },
          { label: words.action.decline(), href: `${LINK_MARKER}?answer=declined` },
        ]
  const title = own.promised()
  const text = [
    title,
    ...said.map(({ headline, caveats }) => [`- ${headline}`, ...caveats.map((each) => `  ${each}`)].join('\n')),
    ...(ask.length > 0 ? [ask.join(' ')] : []),
    ...links.map(({ label, href }) => `${label}:\n${href}`),
  ].join('\n\n')
  return {
    text,
    html: html`<hr><p>${title}</p><ul>${said.map(
      ({ headline, caveats }) => html`<li><strong>${headline}</strong>${caveats.map((each) => html`<br>${each}`)}</li>`,
    )}</ul>${ask.length > 0 && html`<p>${ask.join(' ')}</p>`}<p>${links.map(
      ({ label, href }, i) => html`${i > 0 && ' · '}<a href="${href}">${label}</a>`,
    )}</p>`,
  }
}
