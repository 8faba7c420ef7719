import { loadMessages, type Messages } from '#messages/notifications'
import type { Language } from '#platform/i18n'
import type { NotificationView } from './view.ts'

/** What happened, and about what, in words; `path` is where the console shows it. */
export type Sentence = { title: string; detail: string; path: string }

export async function sentencesOf(language: Language, views: readonly NotificationView[]): Promise<Sentence[]> {
  const words = await loadMessages(language)
  return views.map((view) => ({ title: titleOf(words, view), detail: detailOf(view), path: pathOf(view) }))
}

function titleOf({ says }: Messages, { kind, by, detail, times }: NotificationView): string {
  switch (kind) {
    case 'step':
      return says.step()
    case 'replied':
      return says.replied({ n: times })
    case 'not_told':
      return says.notTold()
    case 'answered':
      return detail === 'declined' ? says.declined() : says.accepted()
    case 'promise_handed_over':
      return by === null ? says.promiseGiven() : says.promiseHandedOver({ by })
    case 'request_handed_over':
      return by === null ? says.requestGiven() : says.requestHandedOver({ by })
    case 'at_risk':
      return says.atRisk()
    case 'import_ended':
      return detail === 'failed' ? says.importFailed() : says.importFinished()
    case 'webhook_off':
      return says.webhookOff()
  }
}

const detailOf = ({ promise, request, customer }: NotificationView): string =>
  [promise?.wording ?? (request ? `#${request.number} ${request.subject}` : null), customer].filter(Boolean).join(' · ')

/** Where the console shows what a notification is about. */
export function pathOf({
  subject,
  promise,
  request,
}: Pick<NotificationView, 'subject' | 'promise' | 'request'>): string {
  if (request) return `/requests/${request.id}${promise ? `#promise-${promise.id}` : ''}`
  const [kind, id = ''] = subject.split(':')
  if (kind === 'import') return `/imports/${id}`
  if (kind === 'webhook') return `/settings/webhooks?endpoint=${id}`
  return '/'
}
