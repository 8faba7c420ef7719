import type { Output } from '../api/contract.ts'
import { channels, type Trigger } from '../parts/policy-data.ts'
import { channelWords, triggerWords } from '../parts/policy-sentence.ts'
import { WithPolicyWords, w } from '../parts/policy-words.tsx'
import { m } from '../ui/text.ts'
import { readerZone, useNow } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { instantAt, wallTime } from '../ui/zoned-time.ts'
import { MomentField } from './fields.tsx'
import { ChoiceField, TextField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

/** Fetched with the file. */
export const texts = [WithPolicyWords]

interface Props {
  readonly request: Output<'requests.get'>
  readonly onClose: () => void
}

/** What can happen in one matter; the rest concerns the whole firm, or is noticed by itself. */
const occurrences = [
  'message_in',
  'stage_reached',
  'quote_sent',
  'booking_asked',
  'service_completed',
] as const satisfies readonly Trigger[]

/** Something happened that no system saw: the policies that wait for it promise now. */
export const NoteOccurrence = (props: Props) => (
  <>
    <WithPolicyWords>
      <Form {...props} />
    </WithPolicyWords>
  </>
)

function Form({ request, onClose }: Props) {
  const now = useNow()
  return (
    <WriteSheet
      operation="requests.reportOccurrence"
      title={m.occurrence.title()}
      lead={`#${request.number} ${request.subject}`}
      submit={w.occurrence.submit()}
      initial={{
        what: 'message_in' as (typeof occurrences)[number],
        channel: 'phone',
        stage: '',
        at: wallTime(now, readerZone),
      }}
      check={({ what, stage, at }) => ({
        stage: what === 'stage_reached' && !stage.trim() ? m.common.required() : undefined,
        at: instantAt(at, readerZone) ? undefined : m.common.required(),
      })}
      input={({ what, channel, stage, at }) => ({
        id: request.id,
        what,
        at: instantAt(at, readerZone) ?? '',
        ...(what === 'message_in' ? { channel } : {}),
        ...(what === 'stage_reached' ? { stage } : {}),
      })}
      onDone={({ promises }) => toast(w.occurrence.done({ n: promises.length }))}
      onClose={onClose}
    >
      {(form) => (
        <>
          <ChoiceField
            {...form.field('what')}
            label={w.occurrence.what()}
            description={w.occurrence.whatSays()}
            choices={occurrences.map((value) => ({ value, label: triggerWords(value) }))}
          />
          {form.values.what === 'message_in' && (
            <ChoiceField
              {...form.field('channel')}
              label={w.occurrence.channel()}
              choices={Object.keys(channels).map((value) => ({ value, label: channelWords(value) }))}
            />
          )}
          {form.values.what === 'stage_reached' && (
            <TextField {...form.field('stage')} label={w.occurrence.stage()} required />
          )}
          <MomentField {...form.field('at')} label={w.occurrence.at()} required />
        </>
      )}
    </WriteSheet>
  )
}
