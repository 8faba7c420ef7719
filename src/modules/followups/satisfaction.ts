import { wilson } from '#library/forecast'

/** With fewer answers a share says more about chance than about the remedy. */
export const LEAST_ANSWERS = 5

export type Satisfaction = {
  /** Of those who answered; null: too few did. */
  share: number | null
  /** Between which the share of all lies, with 95 %. */
  from: number | null
  to: number | null
}

/** How often something led to a satisfied customer. @param yes of those who answered */
export function satisfaction(yes: number, answered: number): Satisfaction {
  if (answered < LEAST_ANSWERS) return { share: null, from: null, to: null }
  return { share: yes / answered, ...wilson(yes, answered) }
}
