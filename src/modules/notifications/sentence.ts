import type { Messages } from '#messages/notifications'
import type { Kind } from './kinds.ts'

/** What a sentence about a notification needs. */
export type Facts = {
  subject: string
  times: number
  outcome: string
  /** The member who did it; null: somebody else, or Kept by itself. */
  by: string | null
  customer: string | null
  promise: { id: string; wording: string } | null
  request: { id: string; number: number; subject: string } | null
}

/** What happened, in words. */
export function titleOf(says: Messages['says'], kind: Kind, { by, outcome, times }: Facts): string {
  switch (kind) {
    case 'exceptional':
      return says.exceptional()
    case 'asked':
      if (outcome === 'answered') return by === null ? says.answeredThere() : says.answeredBy({ by })
      return by === null ? says.askedThere() : says.asked({ by })
    case 'step':
      return says.step()
    case 'replied':
      return says.replied({ n: times })
    case 'mentioned':
      return by === null ? says.mentionedThere() : says.mentioned({ by })
    case 'unanswered':
      return says.unanswered()
    case 'not_told':
      return says.notTold()
    case 'answered':
      if (outcome === 'answered') return says.wentWrong()
      if (outcome === 'call_asked') return says.callAsked()
      if (outcome === 'chosen') return says.chose()
      if (outcome === 'not_granted') return says.choseBeyond()
      if (outcome === 'unanswered') return says.noAnswer()
      return outcome === 'declined' ? says.declined() : says.accepted()
    case 'approval':
      if (outcome === 'approved') return says.approved()
      if (outcome === 'declined') return says.approvalDeclined()
      return by === null ? says.approvalAskedThere() : says.approvalAsked({ by })
    case 'promise_handed_over':
      return by === null ? says.promiseGiven() : says.promiseHandedOver({ by })
    case 'request_handed_over':
      return by === null ? says.requestGiven() : says.requestHandedOver({ by })
    case 'at_risk':
      return says.atRisk()
    case 'last_moment':
      return says.lastMoment()
    case 'import_ended':
      return outcome === 'failed' ? says.importFailed() : says.importFinished()
    case 'webhook_off':
      return says.webhookOff()
  }
}

/** What it is about, in a line; empty where the title says it all. */
export const detailOf = ({ promise, request, customer }: Facts): string =>
  [promise?.wording ?? (request ? `#${request.number} ${request.subject}` : null), customer].filter(Boolean).join(' · ')

/** Where the console shows what a notification is about. */
export function pageOf({ subject, promise, request }: Facts): string {
  const [kind, id = ''] = subject.split(':')
  if (kind === 'recovery') return `/recoveries/${id}`
  if (kind === 'conversation') return `/inbox/${id}`
  if (request) return `/requests/${request.id}${promise ? `#promise-${promise.id}` : ''}`
  if (kind === 'import') return `/imports/${id}`
  if (kind === 'webhook') return `/settings/webhooks?endpoint=${id}`
  return '/'
}

/** In one line, as a digest lists it and a mail's subject says it. */
export const lineOf = ({ title, detail }: { title: string; detail: string }): string =>
  detail === '' ? title : `${title}: ${detail}`
