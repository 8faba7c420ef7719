import type { Output, Row } from '../api/contract.ts'
import { useSession } from '../api/session.tsx'
import { w } from '../parts/people-words.tsx'
import { Address } from '../ui/address.tsx'
import { Note } from '../ui/note.tsx'
import { type Language, languageNames, languages, m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { ChoiceField, TextField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

type Role = Row<'members.list'>['role']

export const roleChoices = (): { value: Role; label: string }[] => [
  { value: 'frontline', label: m.role.frontline() },
  { value: 'lead', label: m.role.lead() },
  { value: 'owner', label: m.role.owner() },
  { value: 'viewer', label: m.role.viewer() },
]

/** What a role may do, in one sentence. */
const roleSays = (role: Role): string => w.members.roleSays[role]()

interface InviteProps {
  readonly onInvited: (invitation: Output<'members.invite'>) => void
  readonly onClose: () => void
}

export function InviteMember({ onInvited, onClose }: InviteProps) {
  const { organization, sendsMail } = useSession()
  return (
    <WriteSheet
      operation="members.invite"
      title={w.members.invite()}
      submit={w.members.invite()}
      initial={{
        name: '',
        email: '',
        role: 'frontline' as Role,
        language: organization.language as Language,
        delivery: (sendsMail ? 'mail' : 'link') as 'mail' | 'link',
      }}
      check={({ name, email }) => ({
        name: name.trim() ? undefined : m.common.required(),
        email: email.trim() ? undefined : m.common.required(),
      })}
      input={(values) => values}
      onDone={onInvited}
      onClose={onClose}
    >
      {(form) => (
        <>
          <TextField {...form.field('name')} label={m.common.name()} required autoFocus />
          <TextField {...form.field('email')} label={m.contact.email()} type="email" inputMode="email" required />
          <ChoiceField
            {...form.field('role')}
            label={w.members.role()}
            description={roleSays(form.values.role)}
            choices={roleChoices()}
          />
          <ChoiceField
            {...form.field('language')}
            label={m.contact.language()}
            choices={languages.map((each) => ({ value: each, label: languageNames[each] }))}
          />
          {sendsMail ? (
            <ChoiceField
              {...form.field('delivery')}
              label={w.members.delivery()}
              choices={[
                { value: 'mail', label: w.members.byMail() },
                { value: 'link', label: w.members.byLink() },
              ]}
            />
          ) : (
            <Note>{w.members.noMail()}</Note>
          )}
        </>
      )}
    </WriteSheet>
  )
}

export function ChangeMember({ member, onClose }: { member: Row<'members.list'>; onClose: () => void }) {
  return (
    <WriteSheet
      operation="members.update"
      title={w.members.change()}
      lead={<Address address={member.email} />}
      submit={m.common.save()}
      version={member.version}
      initial={{ name: member.name, role: member.role }}
      check={({ name }) => ({ name: name.trim() ? undefined : m.common.required() })}
      input={(values) => ({ id: member.id, ...values })}
      onDone={() => toast(m.common.saved())}
      onClose={onClose}
    >
      {(form) => (
        <>
          <TextField {...form.field('name')} label={m.common.name()} required />
          <ChoiceField
            {...form.field('role')}
            label={w.members.role()}
            description={roleSays(form.values.role)}
            choices={roleChoices()}
          />
        </>
      )}
    </WriteSheet>
  )
}
