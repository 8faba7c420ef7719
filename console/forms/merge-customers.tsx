import { useState } from 'react'
import type { Output } from '../api/contract.ts'
import { useRead } from '../api/read.ts'
import { WithRecordWords, w } from '../parts/record-words.tsx'
import { m } from '../ui/text.ts'
import { dayOnly } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { CustomerField } from './customer-field.tsx'
import css from './merge-customers.module.css'
import { WriteSheet } from './write-sheet.tsx'

/** Fetched with the file. */
export const texts = [WithRecordWords]

type Pair = Output<'customers.listDuplicates'>['items'][number]
type Side = Pair['customers'][number]

interface Props {
  /** One of the two; where a pair was suggested it is known, too. */
  readonly customer: { readonly id: string; readonly name: string }
  readonly pair?: Pair
  readonly onDone: (survivorId: string) => void
  readonly onClose: () => void
}

/** Two customers side by side: what speaks for their being one, which one stays, and what becomes of the other. */
export const MergeCustomers = (props: Props) => (
  <WithRecordWords>
    <MergeSheet {...props} />
  </WithRecordWords>
)

function MergeSheet({ customer, pair: suggested, onDone, onClose }: Props) {
  const [other, setOther] = useState(suggested?.customers.find(({ id }) => id !== customer.id)?.id ?? '')
  const found = useRead('customers.listDuplicates', { customerId: customer.id }, { enabled: suggested === undefined })
  const pairs = suggested ? [suggested] : (found.data?.items ?? [])
  const pair = pairs.find(({ customers }) => customers.some(({ id }) => id === other))
  const mine = useRead('customers.get', { id: customer.id })
  const theirs = useRead('customers.get', { id: other }, { enabled: other !== '' })
  const sides = [mine.data, theirs.data].flatMap((view) => (view ? [sideOf(view)] : []))
  return (
    <WriteSheet
      operation="customers.merge"
      title={w.merge.title()}
      lead={customer.name}
      submit={w.merge.submit()}
      size={560}
      initial={{ survivor: customer.id }}
      submitDisabledBecause={() => (other === '' ? w.merge.other() : null)}
      input={({ survivor }) =>
        survivor === customer.id ? { id: other, into: customer.id } : { id: customer.id, into: other }
      }
      onDone={(survivor) => {
        toast(w.merge.done({ name: survivor.name }))
        onDone(survivor.id)
      }}
      onClose={onClose}
    >
      {(form) => (
        <>
          {!suggested && (
            <>
              {pairs.length > 0 && (
                <ul className={css.suggested} aria-label={w.duplicates.title()}>
                  {pairs.map((each) => {
                    const [one] = each.customers.filter(({ id }) => id !== customer.id)
                    return (
                      one && (
                        <li key={one.id}>
                          <button
                            type="button"
                            className={css.choice}
                            aria-pressed={one.id === other}
                            onClick={() => setOther(one.id)}
                          >
                            <span className="own-words">{one.name}</span>
                            <span className={css.quiet}>{evidenceIn(each)}</span>
                          </button>
                        </li>
                      )
                    )
                  })}
                </ul>
              )}
              <CustomerField
                value={other === customer.id ? '' : other}
                error={undefined}
                onChange={(id) => setOther(id === customer.id ? '' : id)}
                label={w.merge.other()}
              />
            </>
          )}
          {sides.length === 2 && (
            <>
              <p className={css.evidence}>
                {pair ? (
                  <>
                    <strong>{w.merge.speaks()}</strong>: {evidenceIn(pair)} ({w.duplicates.score({ n: pair.score })})
                  </>
                ) : (
                  w.merge.nothing()
                )}
              </p>
              <fieldset className={css.sides}>
                <legend>{w.merge.which()}</legend>
                <p className={css.quiet}>{w.merge.whichSays()}</p>
                <div className={css.two}>
                  {sides.map((side) => (
                    <label key={side.id} className={css.side} data-chosen={form.values.survivor === side.id}>
                      <span className={css.head}>
                        <input
                          type="radio"
                          name="survivor"
                          checked={form.values.survivor === side.id}
                          onChange={() => form.set({ survivor: side.id })}
                        />
                        <span className={`${css.name} own-words`}>{side.name}</span>
                      </span>
                      <SideFacts side={side} />
                    </label>
                  ))}
                </div>
              </fieldset>
              <ul className={css.does}>
                <li>{w.merge.does1()}</li>
                <li>{w.merge.does2()}</li>
                <li>{w.merge.does3()}</li>
              </ul>
            </>
          )}
        </>
      )}
    </WriteSheet>
  )
}

const sideOf = ({ id, name, kind, source, createdAt, contacts }: Output<'customers.get'>): Side => ({
  ...{ id, name, kind, source, createdAt },
  emails: contacts.flatMap(({ email }) => email ?? []),
  phones: contacts.flatMap(({ phone }) => phone ?? []),
})

/** What tells one of the two from the other. */
export function SideFacts({ side }: { side: Side }) {
  return (
    <span className={css.facts}>
      <span>
        {m.customers.kind[side.kind]()} · {w.merge.since({ date: dayOnly(side.createdAt) })}
      </span>
      {[...side.emails, ...side.phones].map((address) => (
        <span key={address} className={css.address}>
          {address}
        </span>
      ))}
      {side.emails.length + side.phones.length === 0 && <span className={css.quiet}>{w.merge.noAddress()}</span>}
    </span>
  )
}

const NAMES = {
  email: () => w.evidence.email(),
  phone: () => w.evidence.phone(),
  name: () => w.evidence.name(),
  similar_name: () => w.evidence.similarName(),
  domain: () => w.evidence.domain(),
  nothing_against: () => w.evidence.nothingAgainst(),
} as const satisfies Record<Pair['evidence'][number]['kind'], () => string>

/** What speaks for two being one, in words. */
export const evidenceIn = ({ evidence }: Pair): string => evidence.map(({ kind }) => NAMES[kind]()).join(' · ')
