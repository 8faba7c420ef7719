import { a } from '../parts/acting-words.tsx'
import { m } from '../ui/text.ts'
import { readerZone, useNow } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { instantAt, wallTime } from '../ui/zoned-time.ts'
import { LongTextField, MomentField } from './fields.tsx'
import type { Field } from './form.ts'
import { ChoiceField, TextField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

interface Props {
  readonly promise: { readonly id: string; readonly wording: string }
  /** Who probably gave it: the contact who was asked. */
  readonly contact: string
  readonly onClose: () => void
}

type Channel = 'phone' | 'in_person' | 'email' | 'letter' | 'other'

const channels = () => [
  { value: 'phone' as const, label: m.channel.phone() },
  { value: 'in_person' as const, label: m.channel.inPerson() },
  { value: 'email' as const, label: m.channel.email() },
  { value: 'letter' as const, label: m.channel.letter() },
  { value: 'other' as const, label: m.channel.other() },
]

interface Answer {
  readonly saidBy: string
  readonly channel: Channel
  readonly answeredAt: { date: string; time: string }
}

const check = ({ saidBy, answeredAt }: Answer) => ({
  saidBy: saidBy.trim() ? undefined : m.common.required(),
  answeredAt: instantAt(answeredAt, readerZone) ? undefined : m.common.required(),
})

/** Records that the customer said yes, for a customer who said so in another way than by the link. */
export function AcceptPromise({ promise, contact, onClose }: Props) {
  const now = useNow()
  return (
    <WriteSheet
      operation="promises.accept"
      title={a.answer.acceptTitle()}
      lead={promise.wording}
      submit={a.answer.accept()}
      initial={{ saidBy: contact, channel: 'phone' as Channel, answeredAt: wallTime(now, readerZone) }}
      check={check}
      input={(values) => inputOf(promise.id, values)}
      onDone={() => toast(a.answer.accepted())}
      onClose={onClose}
    >
      {(form) => <WhoAndHow field={(name) => form.field(name) as never} />}
    </WriteSheet>
  )
}

/** Records that the customer said no, with the other time they would like. */
export function DeclinePromise({ promise, contact, onClose }: Props) {
  const now = useNow()
  return (
    <WriteSheet
      operation="promises.decline"
      title={a.answer.declineTitle()}
      lead={promise.wording}
      submit={a.answer.decline()}
      initial={{
        saidBy: contact,
        channel: 'phone' as Channel,
        answeredAt: wallTime(now, readerZone),
        wish: { date: '', time: '' },
        wishText: '',
      }}
      check={check}
      renamed={{ wishAt: 'wish' }}
      input={(values) => {
        const wishAt = instantAt({ date: values.wish.date, time: values.wish.time || '12:00' }, readerZone)
        return {
          ...inputOf(promise.id, values),
          ...(wishAt ? { wishAt } : {}),
          ...(values.wishText.trim() ? { wishText: values.wishText } : {}),
        }
      }}
      onDone={() => toast(a.answer.declined())}
      onClose={onClose}
    >
      {(form) => (
        <>
          <WhoAndHow field={(name) => form.field(name) as never} />
          <MomentField {...form.field('wish')} label={a.answer.wishAt()} description={a.answer.wishSays()} />
          <LongTextField {...form.field('wishText')} label={a.answer.wishText()} rows={2} />
        </>
      )}
    </WriteSheet>
  )
}

const inputOf = (id: string, { saidBy, channel, answeredAt }: Answer) => ({
  id,
  saidBy,
  channel,
  answeredAt: instantAt(answeredAt, readerZone) ?? '',
})

function WhoAndHow({ field }: { field: <K extends keyof Answer>(name: K) => Field<Answer[K]> }) {
  return (
    <>
      <TextField {...field('saidBy')} label={a.answer.saidBy()} required />
      <ChoiceField {...field('channel')} label={a.answer.channel()} choices={channels()} />
      <MomentField {...field('answeredAt')} label={a.answer.when()} required />
    </>
  )
}
