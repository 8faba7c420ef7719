import { useState } from 'react'
import type { Output, Row } from '../../api/contract.ts'
import { useMemberNames } from '../../api/people.ts'
import { useList, useRead } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import {
  kindName,
  type Remedy,
  type Situation,
  situationName,
  situations,
  WithMakingWords,
  w,
} from '../../parts/making-words.tsx'
import { useSatisfaction } from '../../parts/satisfaction.ts'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { A } from '../../ui/link.tsx'
import { money } from '../../ui/money.ts'
import { Section } from '../../ui/page.tsx'
import { absolute } from '../../ui/time.ts'
import { Trouble } from '../../ui/trouble.tsx'
import css from './offers.module.css'

/** Fetched with the file. */
export const texts = [WithMakingWords]

const Offer = fetched(() => import('../../forms/offer-remedy.tsx'), 'OfferRemedy')
const TakeBack = fetched(() => import('../../forms/take-back-grant.tsx'), 'TakeBackGrant')
const choices = () => import('../../forms/offer-choice.tsx')
const OfferChoice = fetched(choices, 'OfferChoice')
const Decide = fetched(choices, 'Decide')
const RecordChoice = fetched(choices, 'RecordChoice')
const Answer = fetched(() => import('../../forms/answer-approval.tsx'), 'AnswerApproval')

type Request = Output<'requests.get'>
type Promises = readonly Row<'promises.list'>[]
type Offered = Output<'authority.mayOffer'>['offers'][number]
type Grant = Row<'remedies.listGrants'>
type Approval = Row<'approvals.list'>
type Choice = Output<'offers.list'>['items'][number]

/** What the reader may offer the customer of a request, what was granted, and what a colleague was asked. */
export const Offers = (props: { request: Request; customerId: string; promises: Promises }) => (
  <WithMakingWords>
    <Panel {...props} />
  </WithMakingWords>
)

/** What most probably has to be made good. */
function situationOf(request: Request, promises: Promises): Situation {
  if (promises.some(({ state, beneficiary }) => beneficiary === 'customer' && state === 'broken')) return 'broken'
  return request.kind === 'complaint' ? 'complaint' : 'at_risk'
}

function Panel({ request, customerId, promises }: { request: Request; customerId: string; promises: Promises }) {
  const may = useMay()
  const about = `request:${request.id}`
  const [situation, setSituation] = useState<Situation>(() => situationOf(request, promises))
  const [sheet, setSheet] = useState<
    | { offer: Remedy; offered: Offered }
    | { takeBack: Grant }
    | { answer: Approval }
    | { record: Choice }
    | 'choice'
    | 'decide'
    | null
  >(null)
  const remedies = useList('remedies.list', { limit: 200 })
  const satisfied = useSatisfaction()
  const offers = useRead('authority.mayOffer', { about, customerId, situation }, { keep: true })
  const grants = useList('remedies.listGrants', { about, limit: 50 })
  const chosen = useRead('offers.list', { about }, { keep: true })
  const approvals = useList('approvals.list', { about, limit: 50 })
  if (!offers.data || !remedies.isSuccess) return offers.error ? <Trouble error={offers.error} /> : null
  if (remedies.items.length === 0 && !may('remedies.create')) return null
  const { currency } = offers.data
  const told = promises.some(({ beneficiary }) => beneficiary === 'customer')
  const of = new Map(offers.data.offers.map((offered) => [offered.remedyId, offered]))
  const alone = remedies.items.flatMap((remedy) => {
    const offered = of.get(remedy.id)
    return offered?.alone ? [{ remedy, offered }] : []
  })
  const broken = promises.find(({ state, beneficiary }) => beneficiary === 'customer' && state === 'broken') ?? null
  const toOffer = {
    ...{ remedies: alone, given: { about, customerId, situation }, currency },
    onClose: () => setSheet(null),
  }
  return (
    <Section title={w.offer.title()} flush>
      {remedies.items.length === 0 ? (
        <p className={css.none}>
          {w.offer.none()} {may('remedies.create') && <A to={paths.settings('making')}>{w.offer.toLibrary()}</A>}
        </p>
      ) : (
        <label className={css.situation}>
          <span>{w.offer.situation()}</span>
          <select value={situation} onChange={(event) => setSituation(event.currentTarget.value as Situation)}>
            {situations.map((each) => (
              <option key={each} value={each}>
                {situationName(each)}
              </option>
            ))}
          </select>
        </label>
      )}
      <ul className={css.list}>
        {remedies.items.map((remedy) => {
          const offered = of.get(remedy.id)
          return (
            offered && (
              <li key={remedy.id} className={css.row}>
                <div className={css.main}>
                  <span className={css.name}>{remedy.name}</span>
                  <span className={css.quiet}>
                    {[kindName(remedy.kind), leftWords(remedy, offered, currency), satisfied(remedy.id)]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </div>
                <Action size="compact-sm" variant="default" onClick={() => setSheet({ offer: remedy, offered })}>
                  {offered.alone ? w.offer.offer() : w.offer.ask()}
                </Action>
              </li>
            )
          )
        })}
      </ul>
      <div className={css.ways}>
        {alone.length > 0 && (
          <Action
            size="compact-sm"
            variant="subtle"
            onClick={() => setSheet('choice')}
            disabledBecause={told ? null : w.choice.needsPromise()}
          >
            {w.choice.offer()}
          </Action>
        )}
        <Action
          size="compact-sm"
          variant="subtle"
          onClick={() => setSheet('decide')}
          disabledBecause={told ? null : w.choice.needsPromise()}
        >
          {w.choice.decide()}
        </Action>
      </div>
      <Choices choices={chosen.data?.items ?? []} onRecord={(record) => setSheet({ record })} />
      <Asked approvals={approvals.items} onAnswer={(answer) => setSheet({ answer })} />
      <Given grants={grants.items} onTakeBack={(takeBack) => setSheet({ takeBack })} />
      {sheet === 'choice' && <OfferChoice {...toOffer} />}
      {sheet === 'decide' && <Decide {...toOffer} />}
      {typeof sheet === 'object' && sheet !== null && 'record' in sheet && (
        <RecordChoice offer={sheet.record} onClose={() => setSheet(null)} />
      )}
      {typeof sheet === 'object' && sheet !== null && 'offer' in sheet && (
        <Offer
          remedy={sheet.offer}
          offered={sheet.offered}
          given={{ about, customerId, situation, ...(broken ? { forPromiseId: broken.id } : {}) }}
          currency={currency}
          onClose={() => setSheet(null)}
        />
      )}
      {typeof sheet === 'object' && sheet !== null && 'takeBack' in sheet && (
        <TakeBack grant={sheet.takeBack} onClose={() => setSheet(null)} />
      )}
      {typeof sheet === 'object' && sheet !== null && 'answer' in sheet && (
        <Answer approval={sheet.answer} onClose={() => setSheet(null)} />
      )}
    </Section>
  )
}

function leftWords({ cost }: Remedy, { left, alone }: Offered, currency: string): string {
  if (cost === 0) return w.offer.free()
  if (left.amount === null) return w.offer.unlimited()
  return alone || left.amount > 0 ? w.offer.left({ amount: money(left.amount, currency) }) : w.offer.nothing()
}

/** What the customer may choose from, what they chose, and what they were told. */
function Choices({ choices, onRecord }: { choices: readonly Choice[]; onRecord: (choice: Choice) => void }) {
  if (choices.length === 0) return null
  const stateOf = (choice: Choice): string => {
    const name = choice.options.find(({ id }) => id === choice.chosenOptionId)?.remedyName ?? ''
    if (choice.state === 'chosen') return w.choice.chose({ name })
    if (choice.state === 'open') return w.choice.open({ at: absolute(choice.chooseBy ?? '') })
    return w.choice[choice.state]()
  }
  return (
    <ul className={css.list} aria-label={w.choice.offered()}>
      {choices.map((choice) => (
        <li key={choice.id} className={css.row}>
          <div className={css.main}>
            <span className={`${css.name} own-words`}>
              {choice.possible ?? choice.options.map(({ remedyName }) => remedyName).join(' · ')}
            </span>
            <span className={css.quiet}>
              {[stateOf(choice), choice.notGranted === null ? null : w.choice.notGranted()].filter(Boolean).join(' · ')}
            </span>
          </div>
          {choice.state === 'open' && (
            <Action size="compact-sm" variant="default" onClick={() => onRecord(choice)}>
              {w.choice.record()}
            </Action>
          )}
        </li>
      ))}
    </ul>
  )
}

function Asked({ approvals, onAnswer }: { approvals: readonly Approval[]; onAnswer: (approval: Approval) => void }) {
  const members = useMemberNames()
  const nameOf = (id: string | null): string => members.get(id ?? '') ?? '…'
  if (approvals.length === 0) return null
  const stateOf = (approval: Approval): string => {
    if (approval.state === 'asked')
      return w.approval.asked({
        name: nameOf(approval.answererId ?? approval.approverId),
        at: absolute(approval.answerBy),
      })
    if (approval.state === 'withdrawn') return w.approval.withdrawn()
    return w.approval[approval.state]({ name: nameOf(approval.answeredBy) })
  }
  return (
    <ul className={css.list} aria-label={w.approval.title()}>
      {approvals.map((approval) => (
        <li key={approval.id} className={css.row}>
          <div className={css.main}>
            <span className={css.name}>
              {approval.remedyName}: {money(approval.amount, approval.currency)}
            </span>
            <span className={css.quiet}>{[stateOf(approval), approval.answerWords].filter(Boolean).join(' · ')}</span>
          </div>
          {approval.allowed.length > 0 && (
            <Action
              size="compact-sm"
              variant={approval.allowed.includes('answer') ? 'filled' : 'default'}
              onClick={() => onAnswer(approval)}
            >
              {approval.allowed.includes('answer') ? w.approval.approve() : w.approval.withdraw()}
            </Action>
          )}
        </li>
      ))}
    </ul>
  )
}

function Given({ grants, onTakeBack }: { grants: readonly Grant[]; onTakeBack: (grant: Grant) => void }) {
  const members = useMemberNames()
  const may = useMay()
  if (grants.length === 0) return null
  return (
    <ul className={css.list} aria-label={w.given.title()}>
      {grants.map((grant) => (
        <li key={grant.id} className={css.row} data-ended={grant.state === 'taken_back' || undefined}>
          <div className={css.main}>
            <span className={css.name}>
              {grant.remedyName}
              {grant.amount > 0 && `: ${money(grant.amount, grant.currency)}`}
            </span>
            <span className={css.quiet}>
              {[
                grant.state === 'taken_back' ? w.given.takenBack() : w.given.title(),
                grant.grantedBy === null
                  ? w.given.byProgram()
                  : w.given.by({ name: members.get(grant.grantedBy) ?? '…' }),
                absolute(grant.createdAt),
              ].join(' · ')}
            </span>
            <span className={`${css.quiet} own-words`}>{grant.reason}</span>
          </div>
          {grant.state === 'granted' && may('remedies.takeBack') && (
            <Action size="compact-sm" variant="subtle" color="gray" onClick={() => onTakeBack(grant)}>
              {w.given.takeBack()}
            </Action>
          )}
        </li>
      ))}
    </ul>
  )
}
