type Data = Readonly<Record<string, unknown>>

/** Made by a policy: one of those may be a promise to ask. */
const mayAsk = ({ kind, policyId }: Data): boolean => kind === 'follow_up' && typeof policyId === 'string'

const ofAsking = ({ notice }: Data): boolean => notice === 'follow_up'
const cameBack = (data: Data): boolean => ofAsking(data) && data.cameBack === true

/** A promise to ask, and what became of the notice that asks → when to ask, and since when silence counts. */
export const reactions = {
  'promise.made': [{ task: 'followups.plan', when: mayAsk }],
  'promise.told': [{ task: 'followups.record_asked', when: ofAsking }],
  'promise.not_told': [{ task: 'followups.record_not_reached', when: cameBack }],
  'request.reopened': ['followups.drop'],
} as const
