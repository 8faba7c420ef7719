import { Loader } from '@mantine/core'
import { useRef, useState } from 'react'
import type { Output } from '../api/contract.ts'
import { useRead } from '../api/read.ts'
import { a } from '../parts/acting-words.tsx'
import { type Checked, reasonIn } from '../parts/checked-text.ts'
import { type CustomerWords, useCustomerWords } from '../parts/customer-words.ts'
import { DateChoice, datesOf, type Quote } from '../parts/date-choice.tsx'
import { w as making, type Remedy } from '../parts/making-words.tsx'
import type { PromiseData } from '../parts/promise-data.ts'
import { requestIdOf } from '../parts/promise-state.ts'
import { SaidGuards } from '../parts/said-guards.tsx'
import { MovePreview } from '../parts/told-preview.tsx'
import { Note } from '../ui/note.tsx'
import { Sheet, SheetBody } from '../ui/sheet.tsx'
import { m } from '../ui/text.ts'
import { absolute, readerZone, useNow } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { instantAt, type WallTime, wallTime } from '../ui/zoned-time.ts'
import { Caveats, caveatsOf } from './caveats.tsx'
import { DueField } from './due-field.tsx'
import { CheckField } from './fields.tsx'
import { alone, CHOICE, isWithin, OfferBeside, offeredAmount, useOffers } from './offer-beside.tsx'
import { chosenIn, nothingPicked, type PickedValues, wrongIn } from './picked-options.tsx'
import { ReasonFields } from './reason-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

interface Props {
  readonly promise: PromiseData
  readonly onClose: () => void
}

type Contact = Output<'customers.get'>['contacts'][number]

/** Another date for a promise: the reason, the date, and what the customer will read. */
export function RenegotiatePromise({ promise, onClose }: Props) {
  const requestId = requestIdOf(promise.about)
  const quote = useRead('requests.quote', { id: requestId ?? '' }, { enabled: requestId !== null })
  const customer = useRead('customers.get', { id: promise.customerId ?? '' }, { enabled: promise.customerId !== null })
  const words = useCustomerWords(promise.language)
  const waiting =
    words === undefined ||
    (requestId !== null && quote.isPending) ||
    (promise.customerId !== null && customer.isPending)
  if (waiting)
    return (
      <Sheet title={a.renegotiate.title()} onClose={onClose} size={640}>
        {() => (
          <SheetBody>
            <Loader size="sm" />
          </SheetBody>
        )}
      </Sheet>
    )
  const contact = customer.data?.contacts.find((each) => each.id === promise.contactId) ?? null
  return <Form promise={promise} quote={quote.data ?? null} contact={contact} words={words} onClose={onClose} />
}

interface FormProps extends Props {
  readonly quote: Quote | null
  readonly contact: Contact | null
  readonly words: CustomerWords
}

function Form({ promise, quote, contact, words, onClose }: FormProps) {
  const now = useNow()
  const [held] = useState(quote)
  const said = useRef<Checked>(null)
  const first =
    promise.derivedDueAt ??
    (held && datesOf(held).find(({ chance }) => (chance ?? 0) >= 0.8)?.dueAt) ??
    new Date(now + 86_400_000).toISOString()
  const given = {
    about: promise.about,
    customerId: promise.customerId ?? '',
    situation: promise.state === 'broken' ? ('broken' as const) : ('at_risk' as const),
    forPromiseId: promise.id,
  }
  const { remedies, offers, currency } = useOffers(given)
  /** What is offered besides, as far as it is known. */
  const offered = ({ remedyId, amount, remedyDue }: { remedyId: string; amount: string; remedyDue: WallTime }) => {
    const remedy = remedies.find(({ id }) => id === remedyId)
    if (!remedy || currency === null) return null
    const due = remedy.hasToBeDone ? instantAt(remedyDue, readerZone) : null
    return { remedy, amount: offeredAmount(remedy, amount, currency), due }
  }
  /** What the customer may choose from; null: nothing. */
  const choice = (values: PickedValues & { remedyId: string }) =>
    values.remedyId === CHOICE && currency !== null
      ? chosenIn(values, { remedies: alone(remedies, offers), currency })
      : null
  const wrongChoice = (values: PickedValues & { remedyId: string }) => {
    const chosen = choice(values)
    if (chosen === null || currency === null) return {}
    const wrong = wrongIn(values, { remedies: alone(remedies, offers), currency })
    return { ...wrong, picked: chosen.options.length === 0 ? making.choice.none() : wrong.picked }
  }
  return (
    <WriteSheet
      operation="recoveries.makeGood"
      title={a.renegotiate.title()}
      lead={promise.wording}
      submit={a.renegotiate.submit()}
      size={640}
      initial={{
        reasonId: '',
        reason: '',
        due: wallTime(first, readerZone),
        caveats: promise.caveats.join('\n'),
        counts: promise.pausable,
        belowFloorReason: '',
        remedyId: '',
        amount: '',
        remedyDue: wallTime(first, readerZone),
        ...nothingPicked(),
      }}
      check={({ due, reason, reasonId, ...values }) => {
        const beside = offered(values)
        return {
          due: instantAt(due, readerZone) ? undefined : m.common.required(),
          reason: reason.trim() || reasonId ? undefined : m.common.required(),
          amount: beside && beside.amount === null ? m.common.required() : undefined,
          remedyDue: beside?.remedy.hasToBeDone && beside.due === null ? m.common.required() : undefined,
          ...wrongChoice(values),
        }
      }}
      submitDisabledBecause={(values) => {
        const beside = offered(values)
        const limit = offers.find(({ remedyId }) => remedyId === values.remedyId)
        return beside && limit && !isWithin(limit, beside.amount) ? a.renegotiate.beyond() : null
      }}
      renamed={{ dueAt: 'due', remedyAmount: 'amount', remedyDueAt: 'remedyDue', options: 'picked' }}
      input={({ reason, reasonId, due, caveats, counts, belowFloorReason, ...values }) => ({
        id: promise.id,
        wording: promise.wording,
        language: promise.language,
        dueAt: instantAt(due, readerZone) ?? '',
        belowFloorReason: belowFloorReason.trim() || undefined,
        reasonId: reasonId || undefined,
        reason: reason.trim() || undefined,
        caveats: caveatsOf(caveats),
        countsFromAnswer: counts,
        saidReason: reasonIn(said).reason,
        ...besideInput(offered(values)),
        ...choice(values),
      })}
      onDone={() => toast(a.renegotiate.done())}
      onClose={onClose}
    >
      {(form) => {
        const dueAt = instantAt(form.values.due, readerZone)
        return (
          <>
            <Note>
              {promise.state === 'broken'
                ? a.renegotiate.alreadyBroken({ at: absolute(promise.dueAt) })
                : a.renegotiate.stands({ at: absolute(promise.dueAt) })}
            </Note>
            <ReasonFields
              reasonId={form.field('reasonId')}
              reason={form.field('reason')}
              label={a.renegotiate.reason()}
              says={a.renegotiate.reasonSays()}
              language={words.language}
            />
            {promise.beneficiary === 'customer' && (
              <SaidGuards
                place={{
                  about: promise.about,
                  ...(contact ? { contactId: contact.id } : {}),
                  ...(dueAt ? { moving: { promiseId: promise.id, dueAt } } : {}),
                }}
                text={form.values.reason}
                name={contact?.name ?? ''}
                at={said}
              />
            )}
            {held && (
              <DateChoice
                quote={held}
                dueAt={dueAt ?? ''}
                now={now}
                onChoose={(date) => form.set({ due: wallTime(date.dueAt, readerZone) })}
              />
            )}
            <DueField
              label={a.renegotiate.due()}
              due={form.field('due')}
              reason={form.field('belowFloorReason')}
              promised={{ about: promise.about, kind: promise.kind, beneficiary: promise.beneficiary }}
              quote={held}
            />
            <Caveats {...form.field('caveats')} causes={held?.causes ?? []} />
            {promise.beneficiary === 'customer' && (
              <CheckField {...form.field('counts')} label={m.waits.counts()} description={m.waits.countsSays()} />
            )}
            {promise.customerId !== null && (
              <OfferBeside
                given={given}
                fields={{
                  remedyId: form.field('remedyId'),
                  amount: form.field('amount'),
                  remedyDue: form.field('remedyDue'),
                  picked: form.field('picked'),
                  chooseBy: form.field('chooseBy'),
                }}
              />
            )}
            {promise.beneficiary === 'customer' && (
              <MovePreview
                to={contact?.email ?? null}
                asked={{
                  id: promise.id,
                  dueAt: dueAt ?? first,
                  reasonId: form.values.reasonId || undefined,
                  reason: form.values.reason.trim() || undefined,
                  caveats: caveatsOf(form.values.caveats),
                  countsFromAnswer: form.values.counts,
                  ...besideAsked(offered(form.values)),
                  ...previewed(choice(form.values), wrongChoice(form.values)),
                }}
              />
            )}
          </>
        )
      }}
    </WriteSheet>
  )
}

/** A choice is shown as soon as there is one, and nothing is wrong with it. */
const previewed = (
  choice: ReturnType<typeof chosenIn> | null,
  wrong: { picked?: string | undefined; chooseBy?: string | undefined },
) => (choice && choice.options.length > 0 && !wrong.picked && !wrong.chooseBy ? choice : {})

type Beside = { readonly remedy: Remedy; readonly amount: number | null; readonly due: string | null } | null

const besideAsked = (beside: Beside) =>
  beside
    ? {
        remedyId: beside.remedy.id,
        ...(beside.remedy.cost === null ? { remedyAmount: beside.amount ?? 0 } : {}),
      }
    : {}

const besideInput = (beside: Beside) => ({
  ...besideAsked(beside),
  ...(beside?.due ? { remedyDueAt: beside.due } : {}),
})
