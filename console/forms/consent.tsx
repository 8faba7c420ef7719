import type { Input, Output } from '../api/contract.ts'
import { useRead } from '../api/read.ts'
import { WithRecordWords, w } from '../parts/record-words.tsx'
import { m } from '../ui/text.ts'
import { absolute } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { Trouble } from '../ui/trouble.tsx'
import css from './consent.module.css'
import { LongTextField } from './fields.tsx'
import { ChoiceField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

/** Fetched with the file. */
export const texts = [WithRecordWords]

type Contact = Output<'customers.get'>['contacts'][number]
type Said = Input<'contacts.recordConsent'>

interface Props {
  readonly contact: Contact
  readonly onClose: () => void
}

/** To what a contact consents, with the record of it, and a place to add to it. */
export const ContactConsent = (props: Props) => (
  <WithRecordWords>
    <ConsentSheet {...props} />
  </WithRecordWords>
)

const CHANNELS = ['phone', 'counter', 'email', 'website', 'portal', 'paper'] as const

function ConsentSheet({ contact, onClose }: Props) {
  return (
    <WriteSheet
      operation="contacts.recordConsent"
      title={w.consent.title()}
      lead={contact.name}
      submit={w.consent.record()}
      initial={{
        purpose: 'news' as Said['purpose'],
        said: 'gives' as 'gives' | 'withdraws',
        channel: 'phone' as Said['channel'],
        words: '',
      }}
      check={({ words }) => ({ words: words.trim() ? undefined : m.common.required() })}
      input={({ purpose, said, channel, words }) => ({
        id: contact.id,
        purpose,
        given: said === 'gives',
        channel,
        words,
      })}
      onDone={() => toast(w.consent.done())}
      onClose={onClose}
    >
      {(form) => (
        <>
          <p className={css.says}>{w.consent.says()}</p>
          <dl className={css.stands}>
            {(['news', 'feedback'] as const).map((purpose) => (
              <div key={purpose}>
                <dt>{w.consent[purpose]()}</dt>
                <dd>{w.consent.state[contact.consents[purpose]]()}</dd>
              </div>
            ))}
          </dl>
          <ChoiceField
            {...form.field('purpose')}
            label={w.consent.purpose()}
            choices={[
              { value: 'news', label: w.consent.news() },
              { value: 'feedback', label: w.consent.feedback() },
            ]}
          />
          <ChoiceField
            {...form.field('said')}
            label={w.consent.said()}
            choices={[
              { value: 'gives', label: w.consent.gives() },
              { value: 'withdraws', label: w.consent.withdraws() },
            ]}
          />
          <ChoiceField
            {...form.field('channel')}
            label={w.consent.how()}
            choices={CHANNELS.map((value) => ({ value, label: w.consent.channel[value]() }))}
          />
          <LongTextField
            {...form.field('words')}
            label={w.consent.words()}
            description={w.consent.wordsSay()}
            required
            rows={2}
          />
          <History id={contact.id} />
        </>
      )}
    </WriteSheet>
  )
}

function History({ id }: { id: string }) {
  const said = useRead('contacts.listConsents', { id })
  return (
    <section aria-labelledby="consent-history">
      <h3 id="consent-history" className={css.title}>
        {w.consent.history()}
      </h3>
      {said.isError && <Trouble error={said.error} onRetry={() => void said.refetch()} />}
      {said.data?.items.length === 0 && <p className={css.says}>{w.consent.nothing()}</p>}
      <ol className={css.history}>
        {said.data?.items.map((each) => {
          const how = w.consent.channel[each.channel]()
          return (
            <li key={each.id}>
              <span className={css.what}>
                {w.consent[each.purpose]()}: {w.consent.state[each.given ? 'given' : 'withdrawn']()}
              </span>
              <span className={`${css.words} own-words`}>{each.words}</span>
              <span className={css.quiet}>
                {absolute(each.occurredAt)} ·{' '}
                {each.recordedBy.name ? w.consent.by({ how, name: each.recordedBy.name }) : how}
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
