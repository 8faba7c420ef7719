import { useState } from 'react'
import type { Output } from '../api/contract.ts'
import { kindName, type Remedy, type Situation, w } from '../parts/making-words.tsx'
import { minorUnits, money, typed } from '../ui/money.ts'
import { Note } from '../ui/note.tsx'
import { m } from '../ui/text.ts'
import { readerZone } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { instantAt, type WallTime, wallTime } from '../ui/zoned-time.ts'
import { CheckField, LongTextField, MomentField } from './fields.tsx'
import type { Form } from './form.ts'
import css from './offer-choice.module.css'
import { ChoiceField, TextField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

type Offered = Output<'authority.mayOffer'>['offers'][number]

interface Props {
  /** What may be offered by the reader alone. */
  readonly remedies: readonly { readonly remedy: Remedy; readonly offered: Offered }[]
  readonly given: { readonly about: string; readonly customerId: string; readonly situation: Situation }
  readonly currency: string
  readonly onClose: () => void
}

interface Picked {
  readonly amount: string
  readonly due: WallTime
}

interface Values {
  readonly possible: string
  readonly whyNot: string
  readonly restsOn: string
  readonly reason: string
  readonly chooseBy: WallTime
  readonly picked: Readonly<Record<string, Picked>>
}

const DAY_MS = 86_400_000
/** Some days ahead, on the hour. */
const ahead = (days: number): WallTime =>
  wallTime(new Date(Math.ceil((Date.now() + days * DAY_MS) / 3_600_000) * 3_600_000).toISOString(), readerZone)

const empty = (): Values => ({
  ...{ possible: '', whyNot: '', restsOn: '', reason: '', picked: {} },
  chooseBy: ahead(3),
})

/** Lets a customer choose among lines of the library. */
export function OfferChoice(props: Props) {
  const [initial] = useState(empty)
  return (
    <WriteSheet
      operation="offers.make"
      title={w.choice.title()}
      lead={w.choice.says()}
      submit={w.choice.send()}
      size={560}
      initial={initial}
      check={(values) => ({
        ...wrongIn(values, props),
        picked: Object.keys(values.picked).length === 0 ? w.choice.none() : wrongIn(values, props).picked,
        reason: values.reason.trim() ? undefined : m.common.required(),
      })}
      input={(values) => ({
        ...props.given,
        ...chosenIn(values, props),
        reason: values.reason,
      })}
      renamed={{ options: 'picked', remedyId: 'picked', dueAt: 'picked' }}
      onDone={() => toast(w.choice.sent())}
      onClose={props.onClose}
    >
      {(form) => (
        <>
          <Options form={form} {...props} title={w.choice.options()} />
          <MomentField {...form.field('chooseBy')} label={w.choice.by()} required />
          <LongTextField
            {...form.field('reason')}
            label={w.offer.reason()}
            description={w.offer.reasonSays()}
            rows={2}
            required
          />
        </>
      )}
    </WriteSheet>
  )
}

/** Says what is possible, and why not more, with what the customer may choose from. */
export function Decide(props: Props) {
  const [initial] = useState(empty)
  return (
    <WriteSheet
      operation="offers.decide"
      title={w.choice.decide()}
      lead={w.choice.decideSays()}
      submit={w.choice.send()}
      size={560}
      initial={initial}
      check={(values) => ({
        ...wrongIn(values, props),
        possible: values.possible.trim() ? undefined : m.common.required(),
        whyNot: values.whyNot.trim() ? undefined : m.common.required(),
      })}
      input={(values) => ({
        ...props.given,
        ...chosenIn(values, props),
        possible: values.possible,
        whyNot: values.whyNot,
        ...(values.restsOn.trim() ? { restsOn: values.restsOn } : {}),
        ...(values.reason.trim() ? { reason: values.reason } : {}),
      })}
      renamed={{ options: 'picked', remedyId: 'picked', dueAt: 'picked' }}
      onDone={() => toast(w.choice.sent())}
      onClose={props.onClose}
    >
      {(form) => (
        <>
          <LongTextField {...form.field('possible')} label={w.choice.possible()} rows={3} required autoFocus />
          <LongTextField {...form.field('whyNot')} label={w.choice.whyNot()} rows={3} required />
          <TextField {...form.field('restsOn')} label={w.choice.restsOn()} />
          {props.remedies.length > 0 && <Options form={form} {...props} title={w.choice.optionsOptional()} />}
          {Object.keys(form.values.picked).length > 0 && (
            <MomentField {...form.field('chooseBy')} label={w.choice.by()} required />
          )}
          <TextField {...form.field('reason')} label={w.choice.saidAnyway()} description={w.choice.saidAnywaySays()} />
        </>
      )}
    </WriteSheet>
  )
}

/** What is wrong with what was picked. */
function wrongIn({ picked, chooseBy }: Values, { remedies, currency }: Props) {
  const wrong = remedies.flatMap(({ remedy }) => {
    const one = picked[remedy.id]
    if (!one) return []
    if (remedy.cost === null && minorUnits(one.amount, currency) === null)
      return [`${remedy.name}: ${w.field.amountWrong()}`]
    return remedy.hasToBeDone && instantAt(one.due, readerZone) === null
      ? [`${remedy.name}: ${m.common.required()}`]
      : []
  })
  const some = Object.keys(picked).length > 0
  return {
    picked: wrong[0],
    chooseBy: some && instantAt(chooseBy, readerZone) === null ? m.common.required() : undefined,
  }
}

function chosenIn({ picked, chooseBy }: Values, { remedies, currency }: Props) {
  const options = remedies.flatMap(({ remedy }) => {
    const one = picked[remedy.id]
    if (!one) return []
    return [
      {
        remedyId: remedy.id,
        ...(remedy.cost === null ? { amount: minorUnits(one.amount, currency) ?? 0 } : {}),
        ...(remedy.hasToBeDone ? { dueAt: instantAt(one.due, readerZone) ?? '' } : {}),
      },
    ]
  })
  return { options, ...(options.length > 0 ? { chooseBy: instantAt(chooseBy, readerZone) ?? '' } : {}) }
}

function Options({ form, remedies, currency, title }: Props & { form: Form<Values>; title: string }) {
  const { picked } = form.values
  const pick = (remedy: Remedy, one: Picked | null) => {
    const { [remedy.id]: _, ...others } = picked
    form.set({ picked: one === null ? others : { ...others, [remedy.id]: one } })
  }
  return (
    <fieldset className={css.options} aria-invalid={form.errors.picked ? true : undefined}>
      <legend>{title}</legend>
      {remedies.map(({ remedy, offered }) => {
        const one = picked[remedy.id]
        const plain = { error: undefined }
        return (
          <div key={remedy.id} className={css.option}>
            <CheckField
              {...plain}
              label={remedy.name}
              description={[
                kindName(remedy.kind),
                remedy.cost === null && offered.left.amount !== null
                  ? w.offer.left({ amount: money(offered.left.amount, currency) })
                  : null,
              ]
                .filter(Boolean)
                .join(' · ')}
              value={one !== undefined}
              onChange={(on) => pick(remedy, on ? { amount: typed(remedy.cost, currency), due: ahead(7) } : null)}
            />
            {one && remedy.cost === null && (
              <TextField
                {...plain}
                label={w.offer.amount({ currency })}
                inputMode="decimal"
                value={one.amount}
                onChange={(amount) => pick(remedy, { ...one, amount })}
                required
              />
            )}
            {one && remedy.hasToBeDone && (
              <MomentField
                {...plain}
                label={w.offer.until()}
                value={one.due}
                onChange={(due) => pick(remedy, { ...one, due })}
                required
              />
            )}
          </div>
        )
      })}
      {form.errors.picked && <Note>{form.errors.picked}</Note>}
    </fieldset>
  )
}

type Choice = Output<'offers.list'>['items'][number]

/** Records, for a customer, what they said they choose. */
export function RecordChoice({ offer, onClose }: { offer: Choice; onClose: () => void }) {
  return (
    <WriteSheet
      operation="offers.choose"
      title={w.choice.record()}
      submit={w.choice.record()}
      initial={{ optionId: offer.options[0]?.id ?? '', saidBy: '', channel: 'phone' as const }}
      check={({ saidBy }) => ({ saidBy: saidBy.trim() ? undefined : m.common.required() })}
      input={(values) => ({ id: offer.id, ...values })}
      onDone={() => toast(w.choice.recorded())}
      onClose={onClose}
    >
      {(form) => (
        <>
          <ChoiceField
            {...form.field('optionId')}
            label={w.choice.options()}
            choices={offer.options.map(({ id, text }) => ({ value: id, label: text }))}
          />
          <TextField {...form.field('saidBy')} label={w.choice.saidBy()} required autoFocus />
        </>
      )}
    </WriteSheet>
  )
}
