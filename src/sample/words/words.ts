/** The services of the sample business. */
export const SERVICE_KEYS = ['boilerRepair', 'boilerService', 'leak', 'electrical', 'appliance', 'fitting'] as const
export type ServiceKey = (typeof SERVICE_KEYS)[number]

/** Requests that are about no service of the catalogue. */
export const MATTER_KINDS = ['question', 'complaint', 'return', 'suggestion'] as const
export type MatterKind = (typeof MATTER_KINDS)[number]

/** Where a request came in. */
export const CHANNELS = ['phone', 'email', 'website', 'counter'] as const
export type Channel = (typeof CHANNELS)[number]

type ServiceWords = {
  name: string
  description: string
  category: string
  subjects: readonly string[]
  /** What is promised: the work is done, or somebody comes. */
  done: string
  visit: string
  caveats: readonly string[]
}

/** What the sample business and its customers say, in one language. */
export type SampleWords = {
  services: Readonly<Record<ServiceKey, ServiceWords>>
  matters: Readonly<Record<MatterKind, { subjects: readonly string[]; promise: string }>>
  /** "You will hear from us" */
  firstReply: string
  /** "You will hear from us how things stand" */
  update: string
  /** What the firm waits for, and what the customer then answers. */
  questions: readonly { ask: string; reply: string }[]
  details: readonly string[]
  /** Why a date moved, told to the customer. */
  reasons: readonly string[]
  withdrawals: readonly string[]
  /** Why a date was promised that few such requests keep: a note within the firm. */
  hurries: readonly string[]
  /** Why a delivery was recorded late. */
  corrections: readonly string[]
  wishes: readonly string[]
  /** Standing wishes of customers, as the firm notes them. */
  notes: readonly string[]
  /** What delayed a request, as the firm classifies it. */
  causes: readonly string[]
  outcomes: Readonly<Record<'done' | 'late' | 'cancelled' | 'refused' | 'answered', string>>
  channels: Readonly<Record<Channel, string>>
  priorities: Readonly<Record<'normal' | 'urgent', string>>
  areas: readonly string[]
  women: { given: readonly string[]; family: readonly string[] }
  men: { given: readonly string[]; family: readonly string[] }
  companies: readonly string[]
}
