import { Input, SegmentedControl } from '@mantine/core'
import { w } from '../parts/note-words.tsx'
import { ScriptPicker } from '../parts/script-picker.tsx'
import { scriptPlace } from '../parts/script-place.ts'
import { Action } from '../ui/action.tsx'
import { readerZone, useNow } from '../ui/time.ts'
import { wallTime } from '../ui/zoned-time.ts'
import { CheckField, LongTextField, MomentField } from './fields.tsx'
import type { Form } from './form.ts'
import { mayMiss, type NoteValues } from './note-call-form.ts'
import { Offers, type Promised } from './note-promises.tsx'
import { TextField } from './plain-fields.tsx'

interface Props {
  readonly form: Form<NoteValues>
  readonly promised: Promised
  /** The number to call. */
  readonly phone?: string | null
}

/** What is noted of a call or a visit. */
export function NoteFields({ form, promised, phone }: Props) {
  const now = useNow()
  const { values } = form
  const at = form.field('at')
  return (
    <>
      {phone && (
        <p style={{ margin: 0 }}>
          <a href={`tel:${phone}`}>{phone}</a>
        </p>
      )}
      <Pick
        label={w.how()}
        value={`${values.channel} ${values.direction}`}
        onChange={(how) => {
          const [channel, direction] = how.split(' ') as [NoteValues['channel'], NoteValues['direction']]
          form.set({ channel, direction })
        }}
        choices={[
          { value: 'phone out', label: w.hows.weCalled() },
          { value: 'phone in', label: w.hows.theyCalled() },
          { value: 'counter in', label: w.hows.theyCame() },
        ]}
      />
      {mayMiss(values) && (
        <Pick
          label={w.outcome()}
          value={values.outcome}
          onChange={(outcome) => form.set({ outcome })}
          choices={[
            { value: 'reached', label: w.outcomes.reached() },
            { value: 'not_reached', label: w.outcomes.notReached() },
            { value: 'left_message', label: w.outcomes.leftMessage() },
          ]}
        />
      )}
      <LongTextField {...form.field('text')} label={w.text()} required autoFocus rows={4} />
      <ScriptPicker
        place={scriptPlace(promised.known)}
        uses={['phone']}
        text={values.text}
        onText={(text) => form.set({ text })}
      />
      {values.direction === 'in' && (
        <CheckField {...form.field('waits')} label={w.waits()} description={w.waitsSays()} />
      )}
      <TextField
        {...form.field('nextStep')}
        label={w.nextStep()}
        placeholder={w.nextStepLike()}
        description={w.nextStepSays()}
        maxLength={500}
      />
      <Offers text={values.text} nextStep={values.nextStep} promised={promised} />
      {values.at === null ? (
        <div>
          <Action size="compact-sm" variant="subtle" onClick={() => form.set({ at: wallTime(now, readerZone) })}>
            {w.earlier()}
          </Action>
        </div>
      ) : (
        <MomentField {...at} value={values.at} label={w.when()} required />
      )}
    </>
  )
}

interface PickProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly onChange: (value: T) => void
  readonly choices: readonly { readonly value: T; readonly label: string }[]
}

/** One of two or three, all in sight; below each other where they do not fit beside. */
function Pick<T extends string>({ label, value, onChange, choices }: PickProps<T>) {
  return (
    <Input.Wrapper label={label} labelElement="div">
      <SegmentedControl
        fullWidth
        aria-label={label}
        value={value}
        onChange={(next) => onChange(next as T)}
        data={choices.map((choice) => ({ ...choice }))}
      />
    </Input.Wrapper>
  )
}
