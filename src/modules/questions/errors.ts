import { invalidField, notFound, Refusal } from '#platform/errors'

export const questionNotFound = (): Refusal => notFound('questions', 'question')
export const oneAsked = (): Refusal =>
  invalidField('questions/one_asked', 'teamId', 'Ask a member or a team: one of the two.')
export const askedThemselves = (): Refusal =>
  invalidField('questions/asked_themselves', 'memberId', 'Nobody asks themselves. Choose a colleague.')
export const answerByPast = (): Refusal =>
  invalidField('questions/answer_by_past', 'answerBy', 'The time to answer by has passed. Choose a later one.')
export const alreadyOver = (state: string): Refusal =>
  new Refusal('questions/over', 'conflict', 'This was answered or withdrawn already.', { state })
