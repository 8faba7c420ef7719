import type { Row } from '../api/contract.ts'
import { WithClockWords, w } from '../parts/clock-words.tsx'
import { m } from '../ui/text.ts'
import { readerZone, useNow } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { instantAt, wallTime } from '../ui/zoned-time.ts'
import { LongTextField, MomentField } from './fields.tsx'
import { ChoiceField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

/** Fetched with the file. */
export const texts = [WithClockWords]

interface Props {
  readonly wait: Row<'promises.listWaits'>
  readonly onClose: () => void
}

/** Records what the customer answered, and when: dates that count from it follow. */
export const EndWait = (props: Props) => (
  <WithClockWords>
    <Answered {...props} />
  </WithClockWords>
)

function Answered({ wait, onClose }: Props) {
  const now = useNow()
  return (
    <WriteSheet
      operation="promises.endWait"
      title={w.wait.repliedTitle()}
      lead={wait.waitingFor}
      submit={w.wait.record()}
      initial={{
        reply: '',
        channel: 'phone' as NonNullable<typeof wait.replyChannel>,
        answeredAt: wallTime(now, readerZone),
      }}
      check={({ answeredAt }) => ({ answeredAt: instantAt(answeredAt, readerZone) ? undefined : m.common.required() })}
      input={({ reply, channel, answeredAt }) => {
        // The wall time knows no seconds: an answer within the minute of the question came after it.
        const at = instantAt(answeredAt, readerZone) ?? ''
        return {
          id: wait.id,
          channel,
          answeredAt:
            Date.parse(at) < Date.parse(wait.startedAt) && sameMinute(at, wait.startedAt) ? wait.startedAt : at,
          ...(reply.trim() ? { reply } : {}),
        }
      }}
      onDone={() => toast(w.wait.recorded())}
      onClose={onClose}
    >
      {(form) => (
        <>
          <LongTextField {...form.field('reply')} label={w.wait.reply()} description={w.wait.replySays()} autoFocus />
          <ChoiceField
            {...form.field('channel')}
            label={w.wait.how()}
            choices={[
              { value: 'phone', label: m.channel.phone() },
              { value: 'in_person', label: m.channel.inPerson() },
              { value: 'email', label: m.channel.email() },
              { value: 'letter', label: m.channel.letter() },
              { value: 'other', label: m.channel.other() },
            ]}
          />
          <MomentField {...form.field('answeredAt')} label={w.wait.when()} description={w.wait.whenSays()} required />
        </>
      )}
    </WriteSheet>
  )
}

const sameMinute = (a: string, b: string): boolean => a.slice(0, 16) === b.slice(0, 16)
