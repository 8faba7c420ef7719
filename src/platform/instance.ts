import type { Keys } from '#platform/tokens'

/** What operations may know of the installation they run in; the composition root gives it to the gate. */
export type Instance = {
  keys: Keys
  /** The start of every link, without a slash at its end: KEPT_URL, else the address the server listens on. */
  readonly url: string
  /** Version of the product. */
  version: string
  /** Whether mail leaves the house: SMTP_URL is set. */
  sendsMail: boolean
  /** Whether addresses that members type may lie in the own network. */
  allowPrivateAddresses: boolean
}
