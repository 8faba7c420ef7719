import type { Input } from '../api/contract.ts'
import { WithRecordWords, w } from '../parts/record-words.tsx'
import { m } from '../ui/text.ts'
import { LongTextField } from './fields.tsx'
import type { Form } from './form.ts'
import { ChoiceField, TextField } from './plain-fields.tsx'
import css from './preference-fields.module.css'

/** How a person wants to be dealt with, as a form has it. */
export interface PreferenceValues {
  readonly nameToUse: string
  readonly preferredChannel: '' | 'email' | 'phone'
  readonly quiet: 'night' | 'own' | 'none'
  readonly quietFrom: string
  readonly quietTo: string
  readonly standingRequests: string
}

type Preferences = Required<
  Pick<Input<'contacts.create'>, 'nameToUse' | 'preferredChannel' | 'quietHours' | 'standingRequests'>
>

/** The firm's night, from which whoever wants other hours starts. */
const NIGHT = { from: '21:00', to: '08:00' }

export const preferenceValues = (kept?: Partial<Preferences>): PreferenceValues => {
  const hours = kept?.quietHours ?? null
  return {
    nameToUse: kept?.nameToUse ?? '',
    preferredChannel: kept?.preferredChannel ?? '',
    quiet: hours === null ? 'night' : hours === 'none' ? 'none' : 'own',
    quietFrom: hours === null || hours === 'none' ? NIGHT.from : hours.from,
    quietTo: hours === null || hours === 'none' ? NIGHT.to : hours.to,
    standingRequests: kept?.standingRequests ?? '',
  }
}

export const preferencesOf = (values: PreferenceValues): Preferences => ({
  nameToUse: values.nameToUse,
  preferredChannel: values.preferredChannel || null,
  quietHours:
    values.quiet === 'night' ? null : values.quiet === 'none' ? 'none' : { from: values.quietFrom, to: values.quietTo },
  standingRequests: values.standingRequests,
})

export const preferenceErrors = ({ quiet, quietFrom, quietTo }: PreferenceValues) => ({
  quietFrom: quiet === 'own' && !quietFrom ? m.common.required() : undefined,
  quietTo:
    quiet !== 'own' ? undefined : !quietTo ? m.common.required() : quietFrom === quietTo ? m.quiet.same() : undefined,
})

interface Props {
  readonly form: Form<PreferenceValues>
  readonly timeZone: string
}

/** What a person prefers: name, channel, quiet hours, standing requests. */
export const PreferenceFields = (props: Props) => (
  <WithRecordWords>
    <Fields {...props} />
  </WithRecordWords>
)

function Fields({ form, timeZone }: Props) {
  const { quiet, quietFrom, quietTo } = form.values
  const zone = timeZone.replaceAll('_', ' ')
  return (
    <>
      <TextField {...form.field('nameToUse')} label={w.name.label()} description={w.name.says()} maxLength={300} />
      <ChoiceField
        {...form.field('preferredChannel')}
        label={w.channel.label()}
        description={w.channel.says()}
        choices={[
          { value: '', label: w.channel.any() },
          { value: 'email', label: w.channel.email() },
          { value: 'phone', label: w.channel.phone() },
        ]}
      />
      <ChoiceField
        {...form.field('quiet')}
        label={w.quiet.label()}
        description={quiet === 'night' ? w.quiet.nightSays() : quiet === 'own' ? w.quiet.ownSays({ zone }) : undefined}
        choices={[
          { value: 'night', label: w.quiet.night() },
          { value: 'own', label: w.quiet.own() },
          { value: 'none', label: w.quiet.none() },
        ]}
      />
      {quiet === 'own' && (
        <div className={css.hours}>
          <TextField {...form.field('quietFrom')} label={m.quiet.start()} type="time" required />
          <TextField
            {...form.field('quietTo')}
            label={m.quiet.end()}
            description={quietTo < quietFrom ? m.quiet.overnight() : undefined}
            type="time"
            required
          />
        </div>
      )}
      <LongTextField
        {...form.field('standingRequests')}
        label={w.standing.label()}
        description={w.standing.says()}
        placeholder={w.standing.example()}
        rows={2}
      />
    </>
  )
}
