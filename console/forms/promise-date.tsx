import { Loader, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { Output } from '../api/contract.ts'
import { useRead } from '../api/read.ts'
import { useSession } from '../api/session.tsx'
import { type CustomerWords, defaultWording, useCustomerWords } from '../parts/customer-words.ts'
import { DateChoice, datesOf, type Quote } from '../parts/date-choice.tsx'
import { MessagePreview } from '../parts/message-preview.tsx'
import { type PromiseKind, promiseKinds } from '../parts/promise-data.ts'
import { Note } from '../ui/note.tsx'
import { Sheet, SheetBody } from '../ui/sheet.tsx'
import { m } from '../ui/text.ts'
import { readerZone, useNow } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { Trouble } from '../ui/trouble.tsx'
import { instantAt, wallTime } from '../ui/zoned-time.ts'
import { Caveats, caveatsOf } from './caveats.tsx'
import { DueField } from './due-field.tsx'
import { CheckField, LongTextField } from './fields.tsx'
import { OwnerChoice, ownerInput } from './owner-choice.tsx'
import { ChoiceField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

type Request = Output<'requests.get'>
type Contact = Output<'customers.get'>['contacts'][number]

interface Props {
  readonly request: Request
  readonly contact: Contact | null
  readonly onClose: () => void
}

/** A promise of a date: from the history of similar requests, in the customer's words. */
export function PromiseDate({ request, contact, onClose }: Props) {
  const { organization } = useSession()
  const quote = useRead('requests.quote', { id: request.id })
  const words = useCustomerWords(contact?.language ?? organization.language)
  if (quote.data && words)
    return <Form request={request} contact={contact} quote={quote.data} words={words} onClose={onClose} />
  return (
    <Sheet title={m.quote.title()} onClose={onClose} size={640}>
      {() => (
        <SheetBody>
          {quote.isError ? <Trouble error={quote.error} onRetry={() => void quote.refetch()} /> : <Loader size="sm" />}
        </SheetBody>
      )}
    </Sheet>
  )
}

interface FormProps extends Props {
  readonly quote: Quote
  readonly words: CustomerWords
}

/** The date that is proposed first: at 80 %, else the surest there is, else a day from now. */
function firstDate(quote: Quote, now: number): string {
  const dates = datesOf(quote)
  const chosen = dates.find(({ chance }) => (chance ?? 0) >= 0.8) ?? dates.at(-1)
  return chosen?.dueAt ?? new Date(Math.ceil(now / 3_600_000 + 24) * 3_600_000).toISOString()
}

function Form({ request, contact, quote, words, onClose }: FormProps) {
  const now = useNow()
  const { organization } = useSession()
  // What was quoted when the sheet was opened stays: a refresh must not move the date under the reader's hand.
  const [held] = useState(quote)
  const zone = contact?.timeZone ?? organization.timeZone
  return (
    <WriteSheet
      operation="promises.make"
      title={m.quote.title()}
      lead={`#${request.number} ${request.subject}`}
      submit={m.quote.submit()}
      size={640}
      initial={{
        kind: 'completion' as PromiseKind,
        due: wallTime(firstDate(held, now), readerZone),
        wording: defaultWording(words, 'completion', request.subject),
        ownWords: false,
        caveats: '',
        counts: false,
        asks: contact === null ? 'no' : 'yes',
        owner: '',
        belowFloorReason: '',
      }}
      check={({ due, wording }) => ({
        due: instantAt(due, readerZone) ? undefined : m.common.required(),
        wording: wording.trim() ? undefined : m.common.required(),
      })}
      renamed={{ dueAt: 'due' }}
      input={({ kind, due, wording, caveats, counts, asks, owner, belowFloorReason }) => ({
        kind,
        wording,
        language: words.language,
        dueAt: instantAt(due, readerZone) ?? '',
        belowFloorReason: belowFloorReason.trim() || undefined,
        caveats: caveatsOf(caveats),
        countsFromAnswer: counts,
        asksAnswer: asks === 'yes',
        about: `request:${request.id}`,
        ...ownerInput(owner),
        ...(request.customerId
          ? { customerId: request.customerId, ...(contact ? { contactId: contact.id } : {}) }
          : { beneficiary: 'organization' as const }),
      })}
      onDone={(promise) => toast(promise.state === 'proposed' ? m.quote.proposed() : m.quote.made())}
      onClose={onClose}
    >
      {(form) => {
        const dueAt = instantAt(form.values.due, readerZone)
        return (
          <>
            <DateChoice
              quote={held}
              dueAt={dueAt ?? ''}
              now={now}
              onChoose={(date) => form.set({ due: wallTime(date.dueAt, readerZone) })}
            />
            <DueField
              label={m.quote.due()}
              due={form.field('due')}
              reason={form.field('belowFloorReason')}
              promised={{
                about: `request:${request.id}`,
                kind: form.values.kind,
                beneficiary: request.customerId === null ? 'organization' : 'customer',
              }}
              quote={held}
            />
            <ChoiceField
              {...form.field('kind')}
              label={m.quote.kind()}
              choices={(Object.keys(promiseKinds) as PromiseKind[]).map((kind) => ({
                value: kind,
                label: m.promise.kind[promiseKinds[kind]](),
              }))}
              onChange={(kind) =>
                form.set({
                  kind,
                  ...(form.values.ownWords ? {} : { wording: defaultWording(words, kind, request.subject) }),
                })
              }
            />
            <LongTextField
              {...form.field('wording')}
              label={m.quote.wording()}
              description={m.quote.wordingSays()}
              rows={2}
              required
              onChange={(wording) => form.set({ wording, ownWords: true })}
            />
            <Caveats {...form.field('caveats')} causes={held.causes} />
            <OwnerChoice {...form.field('owner')} />
            {request.customerId === null ? (
              <Note>{m.quote.noCustomer()}</Note>
            ) : (
              <>
                <CheckField {...form.field('counts')} label={m.waits.counts()} description={m.waits.countsSays()} />
                <SegmentedControl
                  aria-label={m.quote.asks()}
                  value={form.values.asks}
                  onChange={(asks) => form.set({ asks })}
                  data={[
                    { value: 'yes', label: m.quote.propose() },
                    { value: 'no', label: m.quote.make() },
                  ]}
                  fullWidth
                />
                <MessagePreview
                  words={words}
                  organization={organization}
                  zone={zone}
                  to={contact?.email ?? null}
                  wording={form.values.wording}
                  dueAt={dueAt ?? new Date(now).toISOString()}
                  caveats={caveatsOf(form.values.caveats)}
                  asks={form.values.asks === 'yes'}
                  counts={form.values.counts}
                  now={now}
                />
              </>
            )}
          </>
        )
      }}
    </WriteSheet>
  )
}
