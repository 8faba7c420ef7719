import { useRead } from '../api/read.ts'
import { useSession } from '../api/session.tsx'
import { m } from '../ui/text.ts'
import type { Field } from './form.ts'
import { ChoiceField } from './plain-fields.tsx'

const TEAM = 'team:'

/** Who sees to a promise: a member, or a team and in it whoever is on duty. Empty is the reader. */
export function OwnerChoice(props: Field<string>) {
  const self = useSession().member
  const members = useRead('members.list', { limit: 200, state: 'active' })
  const teams = useRead('teams.list', { limit: 200 })
  const others = (members.data?.items ?? []).filter(({ id }) => id !== self.id)
  const groups = teams.data?.items ?? []
  return (
    <ChoiceField
      {...props}
      label={m.teams.owner()}
      description={groups.length > 0 ? m.teams.ownerSays() : undefined}
      choices={[
        { value: '', label: m.teams.self({ name: self.name }) },
        ...groups.map(({ id, name }) => ({ value: TEAM + id, label: m.teams.ownTeam({ name }) })),
        ...others.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  )
}

/** What was chosen, as the API takes it. */
export function ownerInput(choice: string): { ownerId?: string; ownerTeamId?: string } {
  if (choice === '') return {}
  return choice.startsWith(TEAM) ? { ownerTeamId: choice.slice(TEAM.length) } : { ownerId: choice }
}
