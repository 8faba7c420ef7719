import { a } from '../parts/acting-words.tsx'
import { m } from '../ui/text.ts'
import { readerZone, useNow } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { instantAt, wallTime } from '../ui/zoned-time.ts'
import { MomentField } from './fields.tsx'
import { ChoiceField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

interface Props {
  readonly promise: { readonly id: string; readonly wording: string }
  readonly onClose: () => void
}

/** Records that the customer was told in another way than by mail. */
export function TellCustomer({ promise, onClose }: Props) {
  const now = useNow()
  return (
    <WriteSheet
      operation="promises.recordTold"
      title={a.tell.title()}
      lead={promise.wording}
      submit={a.tell.submit()}
      initial={{
        channel: 'phone' as 'phone' | 'in_person' | 'letter' | 'link' | 'other',
        toldAt: wallTime(now, readerZone),
      }}
      check={({ toldAt }) => ({ toldAt: instantAt(toldAt, readerZone) ? undefined : m.common.required() })}
      input={({ channel, toldAt }) => ({ id: promise.id, channel, toldAt: instantAt(toldAt, readerZone) ?? '' })}
      onDone={() => toast(a.tell.done())}
      onClose={onClose}
    >
      {(form) => (
        <>
          <ChoiceField
            {...form.field('channel')}
            label={a.tell.channel()}
            choices={[
              { value: 'phone', label: m.channel.phone() },
              { value: 'in_person', label: m.channel.inPerson() },
              { value: 'link', label: m.channel.link() },
              { value: 'letter', label: m.channel.letter() },
              { value: 'other', label: m.channel.other() },
            ]}
          />
          <MomentField {...form.field('toldAt')} label={a.tell.when()} description={a.tell.whenSays()} required />
        </>
      )}
    </WriteSheet>
  )
}
