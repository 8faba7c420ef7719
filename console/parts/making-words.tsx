import { loadMessages, type Messages } from '#messages/authority'
import type { Row } from '../api/contract.ts'
import { withTexts } from '../ui/area-texts.tsx'

/** The texts about making good, in the reader's language. Only below `WithMakingWords`. */
export let w: Messages

/** Waits for the texts about making good: they come with what first needs them, not with the console. */
export const WithMakingWords = withTexts(loadMessages, (texts) => {
  w = texts
})

export type Remedy = Row<'remedies.list'>
export type Situation = Row<'remedies.listGrants'>['situation']

export const kinds = {
  discount: 'discount',
  refund: 'refund',
  credit: 'credit',
  upgrade: 'upgrade',
  perk: 'perk',
  apology: 'apology',
  substitute: 'substitute',
  partial_delivery: 'partialDelivery',
  loan_device: 'loanDevice',
  priority_slot: 'prioritySlot',
} as const satisfies Record<Remedy['kind'], string>

export const kindName = (kind: Remedy['kind']): string => w.kind[kinds[kind]]()

const situationNames = {
  broken: 'broken',
  at_risk: 'atRisk',
  complaint: 'complaint',
  goodwill: 'goodwill',
} as const satisfies Record<Situation, string>

export const situations = Object.keys(situationNames) as Situation[]
export const situationName = (situation: Situation | null): string =>
  situation === null ? w.situation.any() : w.situation[situationNames[situation]]()
