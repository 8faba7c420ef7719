import { Loader } from '@mantine/core'
import { type ComponentProps, useState } from 'react'
import type { Output } from '../api/contract.ts'
import { useRead } from '../api/read.ts'
import { useSession } from '../api/session.tsx'
import { a } from '../parts/acting-words.tsx'
import { type CustomerWords, useCustomerWords } from '../parts/customer-words.ts'
import { DateChoice, datesOf, type Quote } from '../parts/date-choice.tsx'
import { MessagePreview } from '../parts/message-preview.tsx'
import type { PromiseData } from '../parts/promise-data.ts'
import { requestIdOf } from '../parts/promise-state.ts'
import { Note } from '../ui/note.tsx'
import { Sheet, SheetBody } from '../ui/sheet.tsx'
import { m } from '../ui/text.ts'
import { absolute, readerZone, useNow } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { instantAt, wallTime } from '../ui/zoned-time.ts'
import { Caveats, caveatsOf } from './caveats.tsx'
import { DueField } from './due-field.tsx'
import { CheckField } from './fields.tsx'
import { ReasonFields, useSaidWhy } from './reason-fields.tsx'
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
  const { organization } = useSession()
  const [held] = useState(quote)
  const first =
    promise.derivedDueAt ??
    (held && datesOf(held).find(({ chance }) => (chance ?? 0) >= 0.8)?.dueAt) ??
    new Date(now + 86_400_000).toISOString()
  return (
    <WriteSheet
      operation="promises.renegotiate"
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
      }}
      check={({ due, reason, reasonId }) => ({
        due: instantAt(due, readerZone) ? undefined : m.common.required(),
        reason: reason.trim() || reasonId ? undefined : m.common.required(),
      })}
      renamed={{ dueAt: 'due' }}
      input={({ reason, reasonId, due, caveats, counts, belowFloorReason }) => ({
        id: promise.id,
        wording: promise.wording,
        language: promise.language,
        dueAt: instantAt(due, readerZone) ?? '',
        belowFloorReason: belowFloorReason.trim() || undefined,
        reasonId: reasonId || undefined,
        reason: reason.trim() || undefined,
        caveats: caveatsOf(caveats),
        countsFromAnswer: counts,
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
            {promise.beneficiary === 'customer' && (
              <Preview
                reasonId={form.values.reasonId}
                words={words}
                organization={organization}
                zone={contact?.timeZone ?? organization.timeZone}
                to={contact?.email ?? null}
                wording={promise.wording}
                dueAt={dueAt ?? new Date(now).toISOString()}
                caveats={caveatsOf(form.values.caveats)}
                asks
                now={now}
                reason={form.values.reason}
                counts={form.values.counts}
              />
            )}
          </>
        )
      }}
    </WriteSheet>
  )
}

/** The preview, with the reason as it will be read. */
function Preview({
  reasonId,
  reason,
  ...preview
}: ComponentProps<typeof MessagePreview> & { readonly reasonId: string; readonly reason: string }) {
  return <MessagePreview {...preview} reason={useSaidWhy(reasonId, reason, preview.words.language)} />
}
