import { z } from 'zod'
import { loadMessages } from '#messages/mail'
import { organizationOf } from '#modules/directory'
import { promisesAbout } from '#modules/promises'
import { Refusal } from '#platform/errors'
import { renderMail } from '#platform/mail-layout'
import { operation } from '#platform/operation'
import { contactOf } from './contact-of.ts'
import { LINK_MARKER, withoutMarker } from './message.ts'
import { queueMail } from './notice-mail.ts'
import { openLink } from './open-link.ts'

export const requestLink = operation({
  name: 'conversations.requestLink',
  effect: 'writes',
  permission: 'conversations.track',
  summary: 'Mail the contact of a link a new one that can answer',
  input: z.strictObject({ viewId: z.uuid().meta({ description: 'The link to the page.' }) }),
  output: z.object({ queued: z.literal(true) }),
  async run(ctx, { viewId }) {
    const { view, isTheirs } = await openLink(ctx, { viewId, actionId: null })
    const [organization, contact, promises] = await Promise.all([
      organizationOf(ctx),
      contactOf(ctx, view.contact_id),
      promisesAbout(ctx, view.about),
    ])
    const waiting = promises.findLast(({ state, customerId }) => state === 'proposed' && isTheirs(customerId))
    if (!waiting || !contact?.email) throw nothingToAnswer()
    const words = await loadMessages(contact.language)
    const name = { organization: withoutMarker(organization.name) }
    const mail = renderMail({
      language: contact.language,
      subject: words.link.subject(name),
      headline: words.link.lead(),
      paragraphs: [words.link.text(name)],
      actions: [{ label: words.link.open(), href: LINK_MARKER, primary: true }],
      footer: [words.sentBy(name)],
    })
    const promise = { ...waiting, contactId: view.contact_id }
    await queueMail(ctx, { mail, promise, noticeId: null, to: contact.email, language: contact.language })
    return { queued: true as const }
  },
})

const nothingToAnswer = (): Refusal =>
  new Refusal(
    'conversations/nothing_to_answer',
    'conflict',
    'No answer is asked here at present, or no address is known.',
  )
