import type { Actor } from '#platform/operation'
import type { LinkIds } from './link.ts'

/** Whoever holds a customer's link: may read its page and answer, nothing else. Known to the ledger by the link. */
export const customerActor = ({ orgId, viewId }: LinkIds): Actor => ({
  kind: 'customer',
  id: viewId,
  orgId,
  role: null,
  memberId: null,
  may: (permission) => permission === 'conversations.track',
})
