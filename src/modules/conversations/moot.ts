import type { PromiseView } from '#modules/promises'

/** Why a notice that nobody has been told of needs no telling any more. */
export const MOOT = ['delivered', 'withdrawn', 'declined', 'replaced', 'answered'] as const
export type Moot = (typeof MOOT)[number]

type Stand = Pick<PromiseView, 'id' | 'state' | 'predecessorId' | 'occurredAt'>

/**
 * Why a notice is moot as things stand; null: it has to be told. News, and that something is withdrawn, always have to. Of
 * a promise that another one replaces, the notice of that one tells.
 * @param promises of its chain
 * @param waitEnded of a question: whether we still wait for the answer
 */
export function mootAs(
  kind: string,
  promise: Stand,
  { promises, waitEnded }: { promises: readonly Stand[]; waitEnded: boolean },
): Moot | null {
  if (kind === 'update' || kind === 'withdrawn' || kind === 'offer') return null
  // Asking is what its promise was for: it is kept by it.
  if (kind === 'follow_up') return promise.state === 'withdrawn' ? 'withdrawn' : null
  if (kind === 'waiting' || kind === 'reminder') return waitEnded ? 'answered' : null
  if (kind === 'answer_reminder' && promise.state !== 'proposed' && promise.state !== 'withdrawn') return 'answered'
  if (promise.occurredAt !== null) return 'delivered'
  if (promise.state === 'withdrawn' || promise.state === 'declined') return promise.state
  const isReplaced = promises.some(
    ({ predecessorId, state }) => predecessorId === promise.id && (state === 'proposed' || state === 'open'),
  )
  return isReplaced || promise.state === 'renegotiated' ? 'replaced' : null
}
