import { useRead } from '../api/read.ts'
import { useSession } from '../api/session.tsx'
import { v } from '../parts/recovery-words.tsx'
import type { Field } from './form.ts'
import { ChoiceField } from './plain-fields.tsx'

/** Who is in charge of a recovery: a member. */
export function InCharge({ nobody = false, ...field }: Field<string> & { nobody?: boolean }) {
  const { member } = useSession()
  const members = useRead('members.list', { limit: 200, state: 'active' })
  const others = (members.data?.items ?? []).filter(({ id }) => id !== member.id)
  return (
    <ChoiceField
      {...field}
      label={v.field.inCharge()}
      description={v.field.inChargeSays()}
      choices={[
        ...(nobody ? [{ value: '', label: v.nobody() }] : []),
        { value: member.id, label: v.field.me({ name: member.name }) },
        ...others.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  )
}
