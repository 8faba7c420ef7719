import { useState } from 'react'
import type { Output } from '../api/contract.ts'
import { useList, useRead } from '../api/read.ts'
import { useMay } from '../api/session.tsx'
import type { Remedy } from '../parts/making-words.tsx'
import { WithMakingWords, w } from '../parts/making-words.tsx'
import { v, WithRecoveryWords } from '../parts/recovery-words.tsx'
import { Action } from '../ui/action.tsx'
import { fetched } from '../ui/fetched.tsx'
import { minorUnits, money, typed } from '../ui/money.ts'
import { Note } from '../ui/note.tsx'
import { MomentField } from './fields.tsx'
import type { Field } from './form.ts'
import css from './offer-beside.module.css'
import type { OfferedValues } from './offered-fields.tsx'
import { type Offerable, Options, type PickedValues } from './picked-options.tsx'
import { ChoiceField, TextField } from './plain-fields.tsx'

const OfferRemedy = fetched(() => import('./offer-remedy.tsx'), 'OfferRemedy')

type Offered = Output<'authority.mayOffer'>['offers'][number]
type Situation = 'at_risk' | 'broken'

type BesideValues = OfferedValues & PickedValues

/** Not one line of the library: the customer chooses among some. */
export const CHOICE = 'choice'

interface Props {
  readonly fields: { readonly [K in keyof BesideValues]: Field<BesideValues[K]> }
  readonly given: {
    readonly about: string
    readonly customerId: string
    readonly situation: Situation
    readonly forPromiseId: string
  }
}

/** How much of it would be granted: what the library says, else what was typed; null while that is no amount. */
export const offeredAmount = (remedy: Remedy, amount: string, currency: string): number | null =>
  remedy.cost ?? minorUnits(amount, currency)

/** Whether the reader may grant so much by themselves. */
export const isWithin = ({ left, alone }: Offered, amount: number | null): boolean =>
  amount === 0 || (left.amount === null ? alone : (amount ?? 0) <= left.amount && (alone || left.amount > 0))

/** What the reader may offer by themselves, of which a customer may choose. */
export const alone = (remedies: readonly Remedy[], offers: readonly Offered[]): Offerable[] =>
  remedies.flatMap((remedy) => {
    const offered = offers.find(({ remedyId, alone: is }) => is && remedyId === remedy.id)
    return offered ? [{ remedy, offered }] : []
  })

/** What may be offered about a promise, and what is left of the limits. */
export function useOffers({ about, customerId, situation }: Omit<Props['given'], 'forPromiseId'>) {
  const enabled = useMay()('remedies.grant') && customerId !== ''
  const remedies = useList('remedies.list', { limit: 200 }, { enabled }).items
  const offers = useRead('authority.mayOffer', { about, customerId, situation }, { enabled, keep: true }).data
  return { remedies, offers: offers?.offers ?? [], currency: offers?.currency ?? null }
}

/** What is offered with a new date: as far as the author's limit reaches; beyond it a colleague is asked. */
export const OfferBeside = (props: Props) => (
  <WithRecoveryWords>
    <WithMakingWords>
      <Fields {...props} />
    </WithMakingWords>
  </WithRecoveryWords>
)

function Fields({ fields, given }: Props) {
  const { remedies, offers, currency } = useOffers(given)
  const [asking, setAsking] = useState(false)
  const remedy = remedies.find(({ id }) => id === fields.remedyId.value)
  const offered = offers.find(({ remedyId }) => remedyId === fields.remedyId.value)
  if (remedies.length === 0 || currency === null) return null
  const amount = remedy ? offeredAmount(remedy, fields.amount.value, currency) : null
  const most = offered?.left.amount ?? null
  const options = alone(remedies, offers)
  return (
    <div className={css.offer}>
      <ChoiceField
        {...fields.remedyId}
        label={v.adjust.remedyField()}
        choices={[
          { value: '', label: v.adjust.noRemedy() },
          ...remedies.map(({ id, name }) => ({ value: id, label: name })),
          ...(options.length > 1 ? [{ value: CHOICE, label: w.choice.title() }] : []),
        ]}
      />
      {fields.remedyId.value === CHOICE && (
        <>
          <Options picked={fields.picked} remedies={options} currency={currency} title={w.choice.options()} />
          <MomentField {...fields.chooseBy} label={w.choice.by()} required />
        </>
      )}
      {remedy?.cost === null && (
        <>
          {most !== null && most > 0 && (
            <input
              type="range"
              className={css.slider}
              aria-label={`${v.adjust.remedyField()}: ${remedy.name}`}
              aria-valuetext={money(Math.min(amount ?? 0, most), currency)}
              min={0}
              max={most}
              step={Math.max(1, Math.min(100, Math.floor(most / 20)))}
              value={Math.min(amount ?? 0, most)}
              onChange={(event) => fields.amount.onChange(typed(Number(event.currentTarget.value), currency))}
            />
          )}
          <TextField
            {...fields.amount}
            label={v.adjust.amount({ currency })}
            description={most === null ? w.offer.unlimited() : w.offer.left({ amount: money(most, currency) })}
            inputMode="decimal"
            required
          />
        </>
      )}
      {remedy?.hasToBeDone && <MomentField {...fields.remedyDue} label={v.adjust.remedyDue()} required />}
      {remedy && offered && !isWithin(offered, amount) && (
        <Note>
          <div className={css.beyond}>
            <span>{most ? w.offer.beyond({ amount: money(most, currency) }) : w.offer.beyondNone()}</span>
            <Action size="xs" variant="default" onClick={() => setAsking(true)}>
              {w.offer.ask()}
            </Action>
          </div>
        </Note>
      )}
      {asking && remedy && offered && (
        <OfferRemedy
          remedy={remedy}
          offered={{ ...offered, alone: false }}
          given={given}
          currency={currency}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  )
}
