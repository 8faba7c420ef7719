import { WithPeopleWords, w } from '../parts/people-words.tsx'
import type { PromiseData } from '../parts/promise-data.ts'
import { m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { NewOwner, newOwnerInput, teamChoice, useNewOwners } from './new-owner.tsx'
import { WriteSheet } from './write-sheet.tsx'

interface Props {
  readonly promise: PromiseData
  readonly onClose: () => void
}

/** Gives a promise to another member or a team; the customer sees no difference. */
export const HandOverPromise = (props: Props) => (
  <WithPeopleWords>
    <HandOver {...props} />
  </WithPeopleWords>
)

function HandOver({ promise, onClose }: Props) {
  const present = promise.ownerId ?? (promise.ownerTeamId === null ? null : teamChoice(promise.ownerTeamId))
  const choices = useNewOwners({ except: present })
  return (
    <WriteSheet
      operation="promises.handOver"
      title={w.handOver.title()}
      lead={promise.wording}
      submit={w.handOver.submit()}
      initial={{ to: '' }}
      check={({ to }) => ({ to: to === '' ? m.common.required() : undefined })}
      input={({ to }) => ({ id: promise.id, ...newOwnerInput(to) })}
      onDone={(_, { to }) => toast(w.handOver.done({ name: choices.find(({ value }) => value === to)?.label ?? '' }))}
      onClose={onClose}
    >
      {(form) => (
        <NewOwner {...form.field('to')} choices={choices} label={w.handOver.to()} description={w.handOver.says()} />
      )}
    </WriteSheet>
  )
}
