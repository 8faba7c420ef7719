/** A milestone that broke endangers what follows it. */
const isMilestone = ({ kind }: Readonly<Record<string, unknown>>): boolean => kind === 'milestone'
const isAbsence = ({ kind }: Readonly<Record<string, unknown>>): boolean => kind === 'off'

export const reactions = {
  'promise.at_risk': ['recovery.open'],
  'promise.broken': [{ task: 'recovery.open', when: isMilestone }],
  'team.duty_changed': [{ task: 'recovery.open', when: isAbsence }],
} as const
