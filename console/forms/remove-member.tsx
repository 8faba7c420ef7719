import type { Row } from '../api/contract.ts'
import { useRead } from '../api/read.ts'
import { WithPeopleWords, w } from '../parts/people-words.tsx'
import { paths } from '../paths.ts'
import { Address } from '../ui/address.tsx'
import { A } from '../ui/link.tsx'
import { Note } from '../ui/note.tsx'
import { m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { Trouble } from '../ui/trouble.tsx'
import { NewOwner, newOwnerInput, useNewOwners } from './new-owner.tsx'
import { WriteSheet } from './write-sheet.tsx'

/** Fetched with the file. */
export const texts = [WithPeopleWords]

interface Props {
  readonly member: Row<'members.list'>
  readonly onClose: () => void
}

/** Removes a member, and gives what they have not finished to somebody else. */
export const RemoveMember = (props: Props) => (
  <WithPeopleWords>
    <Remove {...props} />
  </WithPeopleWords>
)

function Remove({ member, onClose }: Props) {
  const work = useRead('members.readWork', { id: member.id })
  const choices = useNewOwners({ except: member.id })
  const { promises = 0, requests = 0, policies = [], teams = [] } = work.data ?? {}
  const unfinished = promises + requests > 0
  return (
    <WriteSheet
      operation="members.remove"
      title={w.members.removeTitle({ name: member.name })}
      lead={<Address address={member.email} />}
      submit={w.members.remove()}
      submitDisabledBecause={() => (work.data ? null : m.common.loading())}
      initial={{ to: '' }}
      check={({ to }) => ({ to: unfinished && to === '' ? m.common.required() : undefined })}
      input={({ to }) => ({ id: member.id, ...newOwnerInput(to) })}
      onDone={(_, { to }) => {
        const heir = choices.find(({ value }) => value === to)
        toast(heir ? w.leaving.handed({ name: member.name, to: heir.label }) : w.members.removed({ name: member.name }))
      }}
      onClose={onClose}
    >
      {(form) => (
        <>
          <p>{w.members.removeSays()}</p>
          {work.isError && <Trouble error={work.error} onRetry={() => void work.refetch()} />}
          {work.data && !unfinished && <Note>{w.leaving.nothing()}</Note>}
          {unfinished && (
            <>
              <p>{w.leaving.has({ promises, requests })}</p>
              <NewOwner {...form.field('to')} choices={choices} label={w.leaving.to()} />
            </>
          )}
          {teams.length > 0 && <p>{w.leaving.teams({ names: teams.map(({ name }) => name).join(', ') })}</p>}
          {policies.length > 0 && (
            <div>
              <p>{w.leaving.policies()}</p>
              <ul>
                {policies.map(({ id, name }) => (
                  <li key={id}>
                    <A to={paths.policy(id)}>{name}</A>
                  </li>
                ))}
              </ul>
            </div>
          )}
        </>
      )}
    </WriteSheet>
  )
}
