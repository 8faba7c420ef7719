import { type Keys, openToken, sealToken } from '#platform/tokens'

/** What the link in an approver's mail names: the question, and the member to whom it was mailed. */
export type ApprovalLink = { orgId: string; approvalId: string; memberId: string }

const USE = 'approval'

/** The ids in a token, or null when it is not one of ours: decided without the database. */
export function readApprovalToken(keys: Keys, token: string): ApprovalLink | null {
  const [orgId, approvalId, memberId, ...more] = openToken(keys, USE, token) ?? []
  return orgId && approvalId && memberId && more.length === 0 ? { orgId, approvalId, memberId } : null
}

/** The address of the page that answers with one press, built from the instance's own address alone. */
export const approvalUrl = (
  { url, keys }: { keys: Keys; url: string },
  { orgId, approvalId, memberId }: ApprovalLink,
): string => `${url}/a/${sealToken(keys, USE, [orgId, approvalId, memberId])}`

/** How long after the time to answer by the link still answers: an answer that is late is better than none. */
const GRACE = { hours: 7 * 24 }

export const linkIsOver = (answerBy: Temporal.Instant, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(answerBy.add(GRACE), now) <= 0
