import type { Input } from '../api/contract.ts'
import { WithPeopleWords, w } from '../parts/people-words.tsx'
import { s } from '../parts/settings-words.tsx'
import { m } from '../ui/text.ts'
import { readerZone } from '../ui/time.ts'
import { instantAt } from '../ui/zoned-time.ts'
import { roleChoices } from './member.tsx'
import { ChoiceField, TextField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

type Role = Input<'apiKeys.create'>['role']

interface Props {
  readonly onMade: (key: string) => void
  readonly onClose: () => void
}

export const NewKey = (props: Props) => (
  <WithPeopleWords>
    <Sheet {...props} />
  </WithPeopleWords>
)

function Sheet({ onMade, onClose }: Props) {
  return (
    <WriteSheet
      operation="apiKeys.create"
      title={s.keys.create()}
      submit={s.keys.create()}
      initial={{ name: '', role: 'frontline' as Role, expires: '' }}
      check={({ name }) => ({ name: name.trim() ? undefined : m.common.required() })}
      renamed={{ expiresAt: 'expires' }}
      input={({ name, role, expires }) => {
        const expiresAt = instantAt({ date: expires, time: '23:59' }, readerZone)
        return { name, role, ...(expiresAt ? { expiresAt } : {}) }
      }}
      onDone={({ key }) => {
        if (key) onMade(key)
      }}
      onClose={onClose}
    >
      {(form) => (
        <>
          <TextField
            {...form.field('name')}
            label={s.keys.name()}
            placeholder={s.keys.nameExample()}
            required
            autoFocus
          />
          <ChoiceField
            {...form.field('role')}
            label={w.members.role()}
            description={w.members.roleSays[form.values.role]()}
            choices={roleChoices()}
          />
          <TextField
            {...form.field('expires')}
            label={s.keys.expires()}
            description={s.keys.expiresSays()}
            type="date"
          />
        </>
      )}
    </WriteSheet>
  )
}
