import { useRef } from 'react'
import type { Output } from '../api/contract.ts'
import { useSession } from '../api/session.tsx'
import { type Checked, reasonIn } from '../parts/checked-text.ts'
import { type CustomerWords, promiseSentence, useCustomerWords, withoutStop } from '../parts/customer-words.ts'
import { LetterPreview } from '../parts/letter-preview.tsx'
import type { PromiseData } from '../parts/promise-data.ts'
import { SaidGuards } from '../parts/said-guards.tsx'
import { languageNames, m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { LongTextField } from './fields.tsx'
import { ChoiceField } from './plain-fields.tsx'
import css from './start-wait.module.css'
import { WriteSheet } from './write-sheet.tsx'

type Contact = Output<'customers.get'>['contacts'][number]

interface Props {
  readonly request: { readonly id: string; readonly number: number; readonly subject: string }
  readonly contact: Contact | null
  /** What stands for the customer about this request. */
  readonly standing: readonly PromiseData[]
  readonly onClose: () => void
}

const plans = { usual: [1, 3, 7], daily: [1, 2, 3, 4, 5], never: [] } as const

/** Asks the customer for something; what counts from their answer stands still until they answer. */
export function StartWait(props: Props) {
  const { organization } = useSession()
  const words = useCustomerWords(props.contact?.language ?? organization.language)
  return words ? <Form {...props} words={words} /> : null
}

function Form({ request, contact, standing, words, onClose }: Props & { words: CustomerWords }) {
  const { organization } = useSession()
  const said = useRef<Checked>(null)
  const zone = contact?.timeZone ?? organization.timeZone
  const stops = standing.filter((promise) => promise.pausable && promise.state === 'open')
  const runs = standing.filter((promise) => !stops.includes(promise))
  const sentence = ({ wording, dueAt }: PromiseData) =>
    promiseSentence(words, wording, dueAt, zone, organization.country)
  return (
    <WriteSheet
      operation="promises.wait"
      title={m.waits.title()}
      lead={`#${request.number} ${request.subject}`}
      submit={m.waits.submit()}
      size={560}
      initial={{ waitingFor: '', plan: 'usual' as keyof typeof plans }}
      check={({ waitingFor }) => ({ waitingFor: waitingFor.trim() ? undefined : m.common.required() })}
      input={({ waitingFor, plan }) => ({
        about: `request:${request.id}`,
        waitingFor,
        remindAfterBusinessDays: [...plans[plan]],
        ...(contact ? { contactId: contact.id } : {}),
        ...reasonIn(said),
      })}
      onDone={() => toast(m.waits.done())}
      onClose={onClose}
    >
      {(form) => (
        <>
          <LongTextField
            {...form.field('waitingFor')}
            label={m.waits.waitingFor()}
            description={m.waits.waitingForSays({ language: languageNames[words.language] })}
            placeholder={m.waits.waitingForExample()}
            rows={2}
            required
            autoFocus
          />
          <SaidGuards
            place={{ about: `request:${request.id}`, ...(contact ? { contactId: contact.id } : {}) }}
            text={form.values.waitingFor}
            name={contact?.name ?? ''}
            at={said}
          />
          <ChoiceField
            {...form.field('plan')}
            label={m.waits.remind()}
            description={m.waits.remindSays()}
            choices={[
              { value: 'usual', label: m.waits.remindUsual() },
              { value: 'daily', label: m.waits.remindDaily() },
              { value: 'never', label: m.waits.remindNever() },
            ]}
          />
          <Dates title={m.waits.moves()} lines={stops.map(sentence)} dashed />
          <Dates title={m.waits.stands()} lines={runs.map(sentence)} />
          <LetterPreview
            words={words}
            to={contact?.email ?? null}
            headline={words.mail.wait.lead()}
            paragraphs={[
              words.mail.wait.what({ waitingFor: form.values.waitingFor.trim() || m.waits.waitingForExample() }),
              // Which date that is, the server says when the letter is written.
              ...stops.map(({ wording }) => words.mail.wait.ifToday({ headline: `${withoutStop(wording)} …` })),
              ...(stops.length > 0 ? [words.mail.wait.later()] : []),
              ...runs.map((promise) => words.mail.wait.stands({ headline: sentence(promise) })),
            ]}
            action={words.mail.wait.answer()}
          />
        </>
      )}
    </WriteSheet>
  )
}

function Dates({ title, lines, dashed = false }: { title: string; lines: readonly string[]; dashed?: boolean }) {
  if (lines.length === 0) return null
  return (
    <div className={css.dates} data-dashed={dashed || undefined}>
      <span className={css.title}>{title}</span>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}
