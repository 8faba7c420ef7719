import { useState } from 'react'
import type { Output } from '../api/contract.ts'
import { type Situation, w } from '../parts/making-words.tsx'
import { m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { LongTextField, MomentField } from './fields.tsx'
import { chosenIn, nothingPicked, type Offerable, Options, type PickedValues, wrongIn } from './picked-options.tsx'
import { ChoiceField, TextField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

interface Props {
  /** What may be offered by the reader alone. */
  readonly remedies: readonly Offerable[]
  readonly given: { readonly about: string; readonly customerId: string; readonly situation: Situation }
  readonly currency: string
  readonly onClose: () => void
}

interface Values extends PickedValues {
  readonly possible: string
  readonly whyNot: string
  readonly restsOn: string
  readonly reason: string
}

const empty = (): Values => ({
  ...{ possible: '', whyNot: '', restsOn: '', reason: '' },
  ...nothingPicked(),
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
          <Options picked={form.field('picked')} {...props} title={w.choice.options()} />
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
          {props.remedies.length > 0 && (
            <Options picked={form.field('picked')} {...props} title={w.choice.optionsOptional()} />
          )}
          {Object.keys(form.values.picked).length > 0 && (
            <MomentField {...form.field('chooseBy')} label={w.choice.by()} required />
          )}
          <TextField {...form.field('reason')} label={w.choice.saidAnyway()} description={w.choice.saidAnywaySays()} />
        </>
      )}
    </WriteSheet>
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
