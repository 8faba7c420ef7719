import type { Output } from '../api/contract.ts'
import { useSession } from '../api/session.tsx'
import { type CustomerWords, defaultWording, useCustomerWords } from '../parts/customer-words.ts'
import { LetterPreview } from '../parts/letter-preview.tsx'
import { Note } from '../ui/note.tsx'
import { m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { LongTextField } from './fields.tsx'
import { ChoiceField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

type Contact = Output<'customers.get'>['contacts'][number]

interface Props {
  readonly request: Output<'requests.get'>
  readonly contact: Contact | null
  readonly onClose: () => void
}

const everyDays = ['1', '2', '3', '5', '10'] as const

/** An update at least every few business days: a promise that is followed by the next when it is kept. */
export function PromiseUpdates(props: Props) {
  const { organization } = useSession()
  const words = useCustomerWords(props.contact?.language ?? organization.language)
  return words ? <Form {...props} words={words} /> : null
}

function Form({ request, contact, words, onClose }: Props & { words: CustomerWords }) {
  const { organization } = useSession()
  return (
    <WriteSheet
      operation="promises.make"
      title={m.updates.title()}
      lead={`#${request.number} ${request.subject}`}
      submit={m.updates.submit()}
      initial={{
        days: '2' as (typeof everyDays)[number],
        wording: defaultWording(words, 'next_update', request.subject),
      }}
      check={({ wording }) => ({ wording: wording.trim() ? undefined : m.common.required() })}
      input={({ days, wording }) => ({
        kind: 'next_update' as const,
        wording,
        language: words.language,
        duration: { unit: 'business_days' as const, n: Number(days), at: 'same_time' as const },
        repeats: true,
        about: `request:${request.id}`,
        ...(request.customerId ? { customerId: request.customerId } : {}),
        ...(contact ? { contactId: contact.id } : {}),
      })}
      onDone={() => toast(m.updates.done())}
      onClose={onClose}
    >
      {(form) => (
        <>
          <Note>{m.updates.lead()}</Note>
          <ChoiceField
            {...form.field('days')}
            label={m.updates.every()}
            choices={everyDays.map((days) => ({ value: days, label: m.updates.days({ n: Number(days) }) }))}
          />
          <LongTextField
            {...form.field('wording')}
            label={m.quote.wording()}
            description={m.updates.wordingSays()}
            rows={2}
            required
          />
          <LetterPreview
            words={words}
            to={contact?.email ?? null}
            headline={form.values.wording}
            paragraphs={[words.mail.made.text({ organization: organization.name })]}
            action={words.mail.action.follow()}
          />
        </>
      )}
    </WriteSheet>
  )
}
