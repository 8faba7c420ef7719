import { useRead } from '../api/read.ts'
import { w } from '../parts/people-words.tsx'
import type { Field } from './form.ts'
import { ownerInput } from './owner-choice.tsx'
import { ChoiceField } from './plain-fields.tsx'

const TEAM = 'team:'

interface Choice {
  readonly value: string
  readonly label: string
}

/** Everybody who can be given work: members, then teams. */
export function useNewOwners({ except }: { except: string | null }): readonly Choice[] {
  const members = useRead('members.list', { limit: 200, state: 'active' })
  const teams = useRead('teams.list', { limit: 200 })
  return [
    ...(members.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
    ...(teams.data?.items ?? []).map(({ id, name }) => ({ value: TEAM + id, label: w.handOver.team({ name }) })),
  ].filter(({ value }) => value !== except)
}

/** Who is to see to something from now on: somebody has to be chosen. */
export function NewOwner({
  choices,
  label,
  description,
  ...field
}: Field<string> & { choices: readonly Choice[]; label: string; description?: string }) {
  return (
    <ChoiceField
      {...field}
      label={label}
      description={description}
      required
      choices={[{ value: '', label: w.handOver.choose() }, ...choices]}
    />
  )
}

/** What was chosen, as the API takes it. */
export const newOwnerInput = ownerInput

export const teamChoice = (id: string): string => TEAM + id
