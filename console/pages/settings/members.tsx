import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconLink, IconMail, IconTrash, IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { Output, Row } from '../../api/contract.ts'
import { useList } from '../../api/read.ts'
import { useMay, useSession } from '../../api/session.tsx'
import { useWrite } from '../../api/write.ts'
import { DownloadCsv } from '../../parts/download-csv.tsx'
import { WithPeopleWords, w } from '../../parts/people-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Address } from '../../ui/address.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { Section } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'
import { toast, toastTrouble } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'
import css from './list.module.css'

/** Fetched with the section. */
export const texts = [WithPeopleWords]

const forms = () => import('../../forms/member.tsx')
const InviteMember = fetched(forms, 'InviteMember')
const ChangeMember = fetched(forms, 'ChangeMember')
const RemoveMember = fetched(() => import('../../forms/remove-member.tsx'), 'RemoveMember')
const InvitationLink = fetched(() => import('../../forms/invitation-link.tsx'), 'InvitationLink')

type Member = Row<'members.list'>
type Invitation = Output<'members.invite'>

export const Members = () => (
  <WithPeopleWords>
    <List />
  </WithPeopleWords>
)

function List() {
  const may = useMay()
  const members = useList('members.list', { limit: 200 })
  const [sheet, setSheet] = useState<'invite' | { change: Member } | { remove: Member } | null>(null)
  const [invitation, setInvitation] = useState<Invitation | null>(null)
  const invited = (made: Invitation) => {
    if (made.link) setInvitation(made)
    else toast(w.members.mailed({ email: made.member.email }))
  }
  return (
    <Section
      title={m.settings.section.members()}
      count={members.items.length}
      lead={w.members.lead()}
      flush
      actions={
        <>
          <DownloadCsv sheet="members.export" input={{}} />
          {may('members.invite') && (
            <Action size="xs" leftSection={<IconUserPlus size={14} aria-hidden />} onClick={() => setSheet('invite')}>
              {w.members.invite()}
            </Action>
          )}
        </>
      }
    >
      {members.isError && <Trouble error={members.error} onRetry={() => void members.refetch()} />}
      <ul className={css.list}>
        {members.items.map((member) => (
          <MemberRow
            key={member.id}
            member={member}
            onChange={() => setSheet({ change: member })}
            onRemove={() => setSheet({ remove: member })}
            onInvited={invited}
          />
        ))}
      </ul>
      {sheet === 'invite' && <InviteMember onInvited={invited} onClose={() => setSheet(null)} />}
      {sheet !== null && sheet !== 'invite' && 'change' in sheet && (
        <ChangeMember member={sheet.change} onClose={() => setSheet(null)} />
      )}
      {sheet !== null && sheet !== 'invite' && 'remove' in sheet && (
        <RemoveMember member={sheet.remove} onClose={() => setSheet(null)} />
      )}
      {invitation?.link && <InvitationLink invitation={invitation} onClose={() => setInvitation(null)} />}
    </Section>
  )
}

interface RowProps {
  readonly member: Member
  readonly onChange: () => void
  readonly onRemove: () => void
  readonly onInvited: (invitation: Invitation) => void
}

function MemberRow({ member, onChange, onRemove, onInvited }: RowProps) {
  const may = useMay()
  const self = useSession().member
  const { sendsMail } = useSession()
  const again = useWrite('members.inviteAgain')
  const role = m.role[member.role]()
  async function invite(delivery: 'mail' | 'link'): Promise<void> {
    const made = await again.send({ id: member.id, delivery })
    if (made) onInvited(made)
    else toastTrouble(again.problem)
  }
  return (
    <li className={css.row}>
      <Avatar name={member.name} size={32} />
      <div className={`${css.main} ${css.person}`}>
        <span className={css.name}>
          {member.name}
          {member.id === self.id && <span className={`${css.tag} ${css.plain}`}>{w.members.you()}</span>}
          {member.state === 'invited' && <span className={css.tag}>{w.members.invited()}</span>}
        </span>
        <Address address={member.email} className={css.quiet} />
      </div>
      <span className={css.quiet}>{role}</span>
      {may('members.update') && (
        <Menu position="bottom-end" width={240} shadow="md">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={w.members.actions({ name: member.name })}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={onChange}>{w.members.change()}</Menu.Item>
            {member.state === 'invited' && sendsMail && (
              <Menu.Item
                leftSection={<IconMail size={16} stroke={1.7} aria-hidden />}
                onClick={() => void invite('mail')}
              >
                {w.members.mailAgain()}
              </Menu.Item>
            )}
            {member.state === 'invited' && (
              <Menu.Item
                leftSection={<IconLink size={16} stroke={1.7} aria-hidden />}
                onClick={() => void invite('link')}
              >
                {w.members.newLink()}
              </Menu.Item>
            )}
            <Menu.Item leftSection={<IconTrash size={16} stroke={1.7} aria-hidden />} onClick={onRemove}>
              {w.members.remove()}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  )
}
