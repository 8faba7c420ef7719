import { useRef } from 'react'
import type { Output } from '../api/contract.ts'
import { useRead } from '../api/read.ts'
import { useSession } from '../api/session.tsx'
import { type Checked, reasonIn } from '../parts/checked-text.ts'
import { type CustomerWords, useCustomerWords } from '../parts/customer-words.ts'
import { LetterPreview } from '../parts/letter-preview.tsx'
import type { PromiseData } from '../parts/promise-data.ts'
import { SaidGuards } from '../parts/said-guards.tsx'
import { ScriptPicker } from '../parts/script-picker.tsx'
import { scriptPlace } from '../parts/script-place.ts'
import { unfilledIn } from '../parts/unfilled.ts'
import { Note } from '../ui/note.tsx'
import { languageNames, m } from '../ui/text.ts'
import { absolute } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { CheckField, LongTextField } from './fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

interface Props {
  readonly promise: PromiseData
  /** Proposes that no next one is promised. */
  readonly isLast?: boolean
  readonly onClose: () => void
}

/** Writes to the customer how things stand: the holding message is there already, one press sends it. */
export function SendUpdate({ promise, isLast = false, onClose }: Props) {
  const { organization } = useSession()
  const customer = useRead('customers.get', { id: promise.customerId ?? '' }, { enabled: promise.customerId !== null })
  const contact = customer.data?.contacts.find((each) => each.id === promise.contactId) ?? null
  const words = useCustomerWords(contact?.language ?? organization.language)
  if (!words || (promise.customerId !== null && customer.isPending)) return null
  return <Form promise={promise} isLast={isLast} contact={contact} words={words} onClose={onClose} />
}

interface FormProps extends Props {
  readonly contact: Output<'customers.get'>['contacts'][number] | null
  readonly words: CustomerWords
}

function Form({ promise, isLast, contact, words, onClose }: FormProps) {
  const said = useRef<Checked>(null)
  return (
    <WriteSheet
      operation="promises.sendUpdate"
      title={m.updates.send()}
      lead={m.updates.sendLead({ wording: promise.wording })}
      submit={m.updates.send()}
      initial={{ text: words.mail.update.holding(), last: isLast ?? false }}
      check={({ text }) => ({ text: text.trim() && unfilledIn(text).length === 0 ? undefined : m.common.required() })}
      input={({ text, last }) => ({ id: promise.id, text, last, ...reasonIn(said) })}
      onDone={({ next }) => toast(next ? m.updates.sentNext({ at: absolute(next.dueAt) }) : m.updates.sent())}
      onClose={onClose}
    >
      {(form) => (
        <>
          <LongTextField
            {...form.field('text')}
            label={m.updates.text()}
            description={m.updates.textSays({ language: languageNames[words.language] })}
            rows={4}
            required
            autoFocus
          />
          <ScriptPicker
            place={scriptPlace(promise)}
            uses={['notice_holding', 'notice_delay', 'answer', 'remedy', 'other']}
            text={form.values.text}
            onText={(text) => form.set({ text })}
            instead={words.mail.update.holding()}
          />
          <SaidGuards
            place={{ about: promise.about, ...(contact ? { contactId: contact.id } : {}) }}
            text={form.values.text}
            name={contact?.name ?? ''}
            at={said}
          />
          {promise.repeats && (
            <>
              <CheckField {...form.field('last')} label={m.updates.last()} description={m.updates.lastSays()} />
              {!form.values.last && <Note>{m.updates.nextSays()}</Note>}
            </>
          )}
          <LetterPreview
            words={words}
            to={contact?.email ?? null}
            headline={words.mail.update.lead()}
            paragraphs={[
              ...form.values.text.split('\n').filter((line) => line.trim() !== ''),
              ...(promise.repeats && !form.values.last ? [words.mail.update.next({ headline: promise.wording })] : []),
            ]}
            action={words.mail.action.follow()}
          />
        </>
      )}
    </WriteSheet>
  )
}
