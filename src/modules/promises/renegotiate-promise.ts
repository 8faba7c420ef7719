import { z } from 'zod'
import { Refusal } from '#platform/errors'
import type { Language } from '#platform/fields'
import { type Context, operation } from '#platform/operation'
import { addPromise, dueOf, type NewPromise } from './add-promise.ts'
import { applySteps, type Chain, closeChain, lockChain } from './chain.ts'
import { contactToTell } from './contact-to-tell.ts'
import { wrongState } from './errors.ts'
import { type GivenReason, giveReason, reasonInput } from './given-reason.ts'
import { oneDue, promiseInput } from './make-promise.ts'
import { possibleActions, type Standing, stepsByAcceptance } from './promise.ts'
import { findPromise, type PromiseRow } from './queries.ts'
import { saidReason, sayInNotice } from './said-anyway.ts'
import { type PromiseView, promiseId, promiseView } from './schemas.ts'
import { stepsLike } from './steps.ts'
import { standingOf, viewById } from './view.ts'

const {
  wording,
  language,
  dueAt,
  businessSeconds,
  duration,
  calendarId,
  windowFrom,
  caveats,
  answerBy,
  belowFloorReason,
} = promiseInput

/** Another date, as a caller gives it. */
export const otherDate = z.strictObject({
  id: promiseId,
  wording,
  language,
  dueAt,
  businessSeconds,
  duration,
  calendarId,
  windowFrom,
  caveats,
  answerBy,
  belowFloorReason,
  countsFromAnswer: z
    .boolean()
    .optional()
    .meta({ description: 'Waiting for the customer moves the new date. Default: as it was.' }),
  contactId: z.uuid().optional(),
  ...reasonInput('The part arrives on Thursday.'),
  saidReason,
})
type OtherDate = z.output<typeof otherDate>
type Input = Omit<OtherDate, 'belowFloorReason' | 'saidReason'> & Pick<NewPromise, 'byPerson'>
/** What the customer is told besides, found out while the chain is held; refusing it refuses the move. */
type Besides = (promise: Pick<PromiseRow, 'about' | 'customer_id' | 'state'>) => Promise<string | undefined>

export const renegotiatePromise = operation({
  name: 'promises.renegotiate',
  effect: 'writes',
  permission: 'promises.renegotiate',
  summary: 'Propose another date: a successor, told and answered; the old promise stands until it is accepted',
  input: otherDate,
  output: promiseView.meta({ description: 'The successor.' }),
  run: (ctx, input) => renegotiateBesides(ctx, input),
})

/** Proposes another date as `promises.renegotiate` does, and tells something besides in the same message. @returns the successor */
export async function renegotiateBesides(
  ctx: Context,
  { belowFloorReason: why, saidReason: anyway, ...input }: OtherDate,
  besides?: Besides,
): Promise<PromiseView> {
  await checkReason(ctx, input, anyway)
  return move(ctx, { ...input, byPerson: { belowFloorReason: why } }, besides)
}

/** `promises.renegotiate` in the past: what history said then, nobody knows any more. */
export const renegotiateUnmeasured = operation({
  ...renegotiatePromise,
  name: 'promises.renegotiateUnmeasured',
  run: (ctx, { belowFloorReason: _, saidReason: __, ...input }) => move(ctx, input),
})

/** What the customer is told as the reason does not contradict the record, but for the date that moves. */
async function checkReason(ctx: Context, input: Input, anyway: string | undefined): Promise<void> {
  const row = await findPromise(ctx.db, ctx.orgId, input.id)
  // A reason of the firm's list is in the firm's words.
  if (row?.beneficiary !== 'customer' || input.reason === undefined) return
  oneDue(input)
  const contact = await contactToTell(ctx, input.contactId ?? row.contact_id)
  const { dueAt } = await dueOf(ctx, input)
  await sayInNotice(ctx, {
    ...{ about: row.about, customerId: row.customer_id, text: input.reason, reason: anyway },
    readerLanguage: contact?.language ?? (row.language as Language),
    moving: { promiseId: row.id, dueAt },
  })
}

async function move(
  ctx: Context,
  { id, reason, reasonId, countsFromAnswer, ...input }: Input,
  besides?: Besides,
): Promise<PromiseView> {
  const { chain, row, standing } = await lockChain(ctx, id)
  const refused = whyNotMovable(chain, standing)
  if (refused) throw refused
  oneDue(input)
  const given = await giveReason(ctx, { reason, reasonId })
  const added = await addPromise(ctx, {
    ...input,
    ...inheritedBy(row, chain, given),
    contactId: input.contactId ?? row.contact_id ?? undefined,
    pausable: countsFromAnswer ?? row.pausable,
    steps: await stepsLike(ctx, row),
    besides: await besides?.(row),
  })
  // A colleague's date moves by being told: nobody outside the firm is asked.
  if (row.beneficiary !== 'customer') {
    const all = [...chain.standings, standingOf(added.row)]
    const steps = stepsByAcceptance(all, added.row.id, ctx.now).filter((step) => step.id !== added.row.id)
    await applySteps(ctx, chain, steps)
  }
  await closeChain(ctx, chain)
  return viewById(ctx, added.row.id)
}

/** Why a promise cannot be given another date; null: it can. */
export function whyNotMovable(chain: Chain, standing: Standing): Refusal | null {
  if (possibleActions(standing, chain.standings).includes('renegotiate')) return null
  return notMovable(standing.state, chain.standings.length > 1)
}

/** What a successor has from the promise that it is to replace. */
export const inheritedBy = (row: PromiseRow, chain: Chain, reason: GivenReason) => ({
  kind: row.kind,
  asksAnswer: row.beneficiary === 'customer',
  about: row.about,
  beneficiary: row.beneficiary as 'customer' | 'member' | 'organization',
  customerId: row.customer_id ?? undefined,
  ownerId: row.owner_id ?? undefined,
  ownerTeamId: row.owner_team_id ?? undefined,
  repeats: row.repeats,
  policy:
    row.policy_id === null || row.policy_version === null
      ? undefined
      : { id: row.policy_id, version: row.policy_version },
  basis: row.basis === 'imported' ? 'agreement' : row.basis,
  predecessor: { chain, id: row.id, reason },
})

const notMovable = (state: string, chained: boolean): Refusal =>
  state === 'open' && chained
    ? new Refusal(
        'promises/already_moving',
        'conflict',
        'Another date has been proposed. Move that one, or withdraw it first.',
      )
    : wrongState('It cannot be moved', state, 'Make a new promise instead.')
