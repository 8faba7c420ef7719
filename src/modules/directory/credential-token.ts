import type { Keys } from '#platform/tokens'
import { openToken, sealToken } from '#platform/tokens'

/** How a token reached its holder. Only a mailbox, or the operator's terminal, proves whose it is. */
export type Delivery = 'handed' | 'mailed'

const USES: Record<Delivery, string> = { handed: 'credential', mailed: 'credential/mailed' }

/** The token of a credential. It is never stored: whoever holds the id and the secret can make it again. */
export const sealCredential = (keys: Keys, id: string, delivery: Delivery): string =>
  sealToken(keys, USES[delivery], [id])

/** The credential a token stands for and how it came; null when it is not one of ours. */
export function openCredential(keys: Keys, token: string): { id: string; delivery: Delivery } | null {
  for (const delivery of ['handed', 'mailed'] as const) {
    const id = openToken(keys, USES[delivery], token)?.[0]
    if (id !== undefined) return { id, delivery }
  }
  return null
}
