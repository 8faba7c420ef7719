import { type FollowUp, WithFollowUpWords, w } from '../parts/followup-words.tsx'
import { m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { LongTextField } from './fields.tsx'
import { ChoiceField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

/** Fetched with the file. */
export const texts = [WithFollowUpWords]

interface Props {
  readonly followUp: FollowUp
  readonly onClose: () => void
}

/** Records what a customer said to whether it went as promised, when they said it otherwise than by their link. */
export const NoteOutcome = (props: Props) => (
  <WithFollowUpWords>
    <Form {...props} />
  </WithFollowUpWords>
)

const Form = ({ followUp, onClose }: Props) => (
  <WriteSheet
    operation="followUps.answer"
    title={w.title()}
    lead={w.noteSays()}
    submit={w.noteAnswer()}
    initial={{
      answer: '' as '' | 'yes' | 'no',
      words: '',
      channel: 'phone' as 'phone' | 'counter' | 'email' | 'other',
    }}
    check={({ answer }) => ({ answer: answer === '' ? m.common.required() : undefined })}
    input={({ answer, words, channel }) => ({
      ...{ id: followUp.id, answer: answer === 'yes' ? ('yes' as const) : ('no' as const), channel },
      ...(words.trim() ? { words: words.trim() } : {}),
    })}
    onDone={() => toast(m.common.saved())}
    onClose={onClose}
  >
    {(form) => (
      <>
        <ChoiceField
          {...form.field('answer')}
          label={w.title()}
          required
          autoFocus
          choices={[
            { value: '', label: '' },
            { value: 'yes', label: w.yes() },
            { value: 'no', label: w.no() },
          ]}
        />
        <LongTextField {...form.field('words')} label={w.words()} />
        <ChoiceField
          {...form.field('channel')}
          label={w.how()}
          choices={(['phone', 'counter', 'email', 'other'] as const).map((value) => ({
            value,
            label: w.channel[value](),
          }))}
        />
      </>
    )}
  </WriteSheet>
)
