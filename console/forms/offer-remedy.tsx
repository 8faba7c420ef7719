import { useState } from 'react'
import type { Input, Output } from '../api/contract.ts'
import { useMemberNames } from '../api/people.ts'
import { kindName, type Remedy, w } from '../parts/making-words.tsx'
import { minorUnits, money, typed } from '../ui/money.ts'
import { Note } from '../ui/note.tsx'
import { m } from '../ui/text.ts'
import { absolute, readerZone } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { instantAt, type WallTime, wallTime } from '../ui/zoned-time.ts'
import { LongTextField, MomentField } from './fields.tsx'
import type { Form } from './form.ts'
import { TextField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

type Offered = Output<'authority.mayOffer'>['offers'][number]
type Given = Pick<Input<'remedies.grant'>, 'about' | 'customerId' | 'situation' | 'forPromiseId'>

interface Props {
  readonly remedy: Remedy
  readonly offered: Offered
  readonly given: Given
  readonly currency: string
  readonly onClose: () => void
}

/** Two days ahead, on the hour: a start for the date until which it is done. */
const SOON_MS = 2 * 86_400_000

const soon = () =>
  wallTime(new Date(Math.ceil((Date.now() + SOON_MS) / 3_600_000) * 3_600_000).toISOString(), readerZone)

/** Grants a remedy within the reader's limits; beyond them a colleague is asked, with what was typed. */
export function OfferRemedy({ remedy, offered, given, currency, onClose }: Props) {
  const members = useMemberNames()
  const { left } = offered
  const [initial, setInitial] = useState<Values>(() => ({
    amount: typed(remedy.cost, currency),
    due: soon(),
    reason: '',
  }))
  const [asks, setAsks] = useState<{ left: number | null } | null>(offered.alone ? null : { left: left.amount })
  const amountOf = ({ amount }: Values): number | null => remedy.cost ?? minorUnits(amount, currency)
  const beyond = (values: Values): boolean => left.amount !== null && (amountOf(values) ?? 0) > left.amount
  const shared = {
    title: remedy.name,
    lead: [kindName(remedy.kind), remedy.conditions].filter(Boolean).join(' · '),
    initial,
    check: (values: Values) => ({
      amount: amountOf(values) === null ? w.field.amountWrong() : undefined,
      due: remedy.hasToBeDone && instantAt(values.due, readerZone) === null ? m.common.required() : undefined,
      reason: values.reason.trim() ? undefined : m.common.required(),
    }),
    input: (values: Values) => ({
      ...given,
      remedyId: remedy.id,
      reason: values.reason,
      ...(remedy.cost === null ? { amount: amountOf(values) ?? 0 } : {}),
      ...(remedy.hasToBeDone ? { dueAt: instantAt(values.due, readerZone) ?? '' } : {}),
    }),
    renamed: { dueAt: 'due' },
    onClose,
  }
  const beyondNote = (rest: number | null) => (
    <Note>{rest ? w.offer.beyond({ amount: money(rest, currency) }) : w.offer.beyondNone()}</Note>
  )
  if (asks)
    return (
      <WriteSheet
        key="ask"
        {...shared}
        operation="approvals.ask"
        submit={w.offer.ask()}
        onDone={({ answererId, answerBy }) =>
          toast(w.offer.asked({ name: members.get(answererId ?? '') ?? '…', at: absolute(answerBy) }))
        }
      >
        {(form) => (
          <>
            {beyondNote(asks.left)}
            <Fields form={form} remedy={remedy} currency={currency} />
          </>
        )}
      </WriteSheet>
    )
  return (
    <WriteSheet
      key="grant"
      {...shared}
      operation="remedies.grant"
      submit={w.offer.grant()}
      onDone={(output, values) => {
        if (output.decision === 'granted') return toast(w.offer.granted())
        setInitial(values)
        setAsks({ left: output.left?.amount ?? null })
      }}
    >
      {(form) => (
        <>
          <Fields form={form} remedy={remedy} currency={currency} />
          {beyond(form.values) && beyondNote(left.amount)}
        </>
      )}
    </WriteSheet>
  )
}

interface Values {
  readonly amount: string
  readonly due: WallTime
  readonly reason: string
}

function Fields({ form, remedy, currency }: { form: Form<Values>; remedy: Remedy; currency: string }) {
  return (
    <>
      {remedy.cost === null && (
        <TextField
          {...form.field('amount')}
          label={w.offer.amount({ currency })}
          inputMode="decimal"
          required
          autoFocus
        />
      )}
      {remedy.hasToBeDone && <MomentField {...form.field('due')} label={w.offer.until()} required />}
      <LongTextField
        {...form.field('reason')}
        label={w.offer.reason()}
        description={w.offer.reasonSays()}
        rows={2}
        required
        autoFocus={remedy.cost !== null}
      />
    </>
  )
}
