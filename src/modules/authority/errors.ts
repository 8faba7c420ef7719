import { invalidField, notFound, Refusal } from '#platform/errors'

export const limitNotFound = (): Refusal => notFound('authority', 'limit')

export const grantNotFound = (): Refusal =>
  new Refusal('authority/grant_not_found', 'not_found', 'There is no such grant. Check the id.')
export const approvalNotFound = (): Refusal =>
  new Refusal('authority/approval_not_found', 'not_found', 'There is no such approval. Check the id.')

export const amountNeeded = (): Refusal =>
  invalidField('authority/amount_needed', 'amount', 'Say how much: the library names no cost.')
export const amountFixed = (cost: number): Refusal =>
  invalidField('authority/amount_fixed', 'amount', 'The library names what it costs. Leave the amount out.', { cost })
export const dueNeeded = (path = 'dueAt'): Refusal =>
  invalidField(
    'authority/due_needed',
    path,
    'It takes time: say until when it is done. It is promised to the customer.',
  )
export const answerByPast = (): Refusal =>
  invalidField('authority/answer_by_past', 'answerBy', 'The time to answer by has passed. Choose a later one.')

export const withinLimits = (): Refusal =>
  new Refusal('authority/within_limits', 'conflict', 'You may grant this by yourself. Grant it.')

export const approvedByThemselves = (): Refusal =>
  invalidField('authority/approves_own', 'approverId', 'Nobody approves what they asked for. Ask somebody else.')
export const approverTooLow = (): Refusal =>
  invalidField('authority/approver_too_low', 'approverId', 'This is beyond their limits, too. Ask somebody with more.')
export const nobodyToAsk = (): Refusal =>
  new Refusal(
    'authority/nobody_to_ask',
    'conflict',
    'Nobody else may grant as much at present. Offer less, or ask an owner to raise a limit.',
  )
export const notTheAnswerer = (): Refusal =>
  new Refusal(
    'authority/not_the_answerer',
    'forbidden',
    'Somebody else was asked. Only they, or who stands in for them, may answer.',
  )
export const notTheAsker = (): Refusal =>
  new Refusal('authority/not_the_asker', 'forbidden', 'Only who asked may withdraw the question.')
export const alreadyAnswered = (state: string): Refusal =>
  new Refusal('authority/already_answered', 'conflict', 'This was answered already.', { state })
export const approvalLinkOver = (): Refusal =>
  new Refusal('authority/approval_link_over', 'conflict', 'The time to answer by this link is over. Sign in to answer.')
export const beyondApprover = (left: number): Refusal =>
  new Refusal(
    'authority/beyond_approver',
    'limit',
    'This is beyond what you may grant by now. Decline it, or let somebody with more be asked.',
    {
      left,
    },
  )

export const alreadyDone = (): Refusal =>
  new Refusal(
    'authority/already_done',
    'conflict',
    'What was granted is done, or settled otherwise. It cannot be taken back.',
  )

export const ownDeputy = (): Refusal =>
  invalidField('authority/own_deputy', 'deputyId', 'Nobody stands in for themselves. Choose somebody else.')
export const deputyDays = (): Refusal =>
  invalidField('authority/deputy_days', 'toDay', 'The last day comes before the first, or has passed.')

export const offerNotFound = (): Refusal =>
  new Refusal('authority/offer_not_found', 'not_found', 'There is no such choice. Check the id.')
export const optionNotFound = (): Refusal =>
  invalidField('authority/option_not_found', 'optionId', 'This was not offered. Choose one of what was.')
export const chosenAlready = (): Refusal =>
  new Refusal('authority/chosen_already', 'conflict', 'Something else was chosen already.')
export const choiceOver = (): Refusal =>
  new Refusal('authority/choice_over', 'conflict', 'The time to choose is over. Offer it anew.')
export const nothingToChoose = (): Refusal =>
  new Refusal('authority/nothing_to_choose', 'conflict', 'There is nothing to choose here.')
export const nothingPromised = (): Refusal =>
  new Refusal(
    'authority/nothing_promised',
    'conflict',
    'It is told with a promise to this customer about this matter, and there is no such one. Promise a reply first.',
  )
export const offeredTwice = (): Refusal =>
  invalidField('authority/offered_twice', 'options', 'One of these is offered twice. Leave one out.')
export const offerBeyond = (at: number, left: number): Refusal =>
  invalidField(
    'authority/offer_beyond',
    `options.${at}.remedyId`,
    'This is beyond what you may grant by yourself. Ask a colleague to grant it, or offer less.',
    { left },
  )
export const chooseByOutOfRange = (): Refusal =>
  invalidField('authority/choose_by', 'chooseBy', 'Must lie ahead, and not after the first option is due.')
