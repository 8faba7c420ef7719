import type { Role } from '#platform/operation'
import type { MatterKind, ServiceKey } from './words/words.ts'

export const TEAMS = ['heating', 'plumbing', 'electrical', 'appliances', 'office'] as const
export type Team = (typeof TEAMS)[number]

/** The staff. Their addresses lie in a domain that is nobody's (RFC 2606): they are never mailed and cannot sign in. */
export const MEMBERS: readonly { key: string; name: string; role: Role; team: Team }[] = [
  { key: 'rosa.mendes', name: 'Rosa Mendes', role: 'lead', team: 'office' },
  { key: 'tom.obrien', name: "Tom O'Brien", role: 'lead', team: 'plumbing' },
  { key: 'sam.carter', name: 'Sam Carter', role: 'frontline', team: 'office' },
  { key: 'agnieszka.kowal', name: 'Agnieszka Kowal', role: 'frontline', team: 'heating' },
  { key: 'dmitri.sokolov', name: 'Дмитрий Соколов', role: 'frontline', team: 'heating' },
  { key: 'marta.vidal', name: 'Marta Vidal i Puig', role: 'frontline', team: 'plumbing' },
  { key: 'jordi.ferrer', name: 'Jordi Ferrer', role: 'frontline', team: 'electrical' },
  { key: 'priya.nair', name: 'Priya Nair', role: 'frontline', team: 'appliances' },
  { key: 'helen.ashworth', name: 'Helen Ashworth-Montgomery', role: 'viewer', team: 'office' },
]

const HOUR = 3_600
const DAY = 24 * HOUR

export type Work = {
  team: Team
  kind: 'job' | 'appointment' | 'order' | 'question' | 'complaint' | 'return' | 'suggestion'
  /** Of a hundred requests. */
  share: number
  /** From opened to done in calendar time, log-normal. */
  medianSeconds: number
  spread: number
  /** How often somebody comes in an arrival window instead of promising the end of the work. */
  visits: number
}

/** The catalogue: the usual duration is in business seconds. */
export const SERVICES: Readonly<Record<ServiceKey, Work & { defaultSeconds: number }>> = {
  boilerRepair: {
    team: 'heating',
    kind: 'job',
    share: 24,
    medianSeconds: 1.6 * DAY,
    spread: 0.85,
    visits: 0.2,
    defaultSeconds: 16 * HOUR,
  },
  boilerService: {
    team: 'heating',
    kind: 'appointment',
    share: 14,
    medianSeconds: 9 * DAY,
    spread: 0.5,
    visits: 0.7,
    defaultSeconds: 80 * HOUR,
  },
  leak: {
    team: 'plumbing',
    kind: 'job',
    share: 19,
    medianSeconds: 9 * HOUR,
    spread: 0.95,
    visits: 0.4,
    defaultSeconds: 6 * HOUR,
  },
  electrical: {
    team: 'electrical',
    kind: 'job',
    share: 12,
    medianSeconds: 1.3 * DAY,
    spread: 0.8,
    visits: 0.3,
    defaultSeconds: 12 * HOUR,
  },
  appliance: {
    team: 'appliances',
    kind: 'job',
    share: 17,
    medianSeconds: 4 * DAY,
    spread: 0.95,
    visits: 0.1,
    defaultSeconds: 40 * HOUR,
  },
  fitting: {
    team: 'plumbing',
    kind: 'order',
    share: 4,
    medianSeconds: 21 * DAY,
    spread: 0.55,
    visits: 0.1,
    defaultSeconds: 160 * HOUR,
  },
}

export const MATTERS: Readonly<Record<MatterKind, Work>> = {
  question: { team: 'office', kind: 'question', share: 5, medianSeconds: 6 * HOUR, spread: 0.9, visits: 0 },
  complaint: { team: 'office', kind: 'complaint', share: 3, medianSeconds: 2 * DAY, spread: 0.7, visits: 0 },
  return: { team: 'office', kind: 'return', share: 1, medianSeconds: 6 * DAY, spread: 0.5, visits: 0 },
  suggestion: { team: 'office', kind: 'suggestion', share: 1, medianSeconds: 5 * DAY, spread: 0.6, visits: 0 },
}

/** What the sample is like when it is the whole of it; tests take less. */
export type SampleSize = { customers: number; requests: number }
export const FULL_SIZE: SampleSize = { customers: 220, requests: 1_500 }

/** The year always tells the same stories. */
export const SEED = 20_261_126
