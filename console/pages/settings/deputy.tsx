import { useMemberNames } from '../../api/people.ts'
import { useRead } from '../../api/read.ts'
import { useSession } from '../../api/session.tsx'
import { useWrite } from '../../api/write.ts'
import { InlineForm } from '../../forms/inline-form.tsx'
import { ChoiceField, TextField } from '../../forms/plain-fields.tsx'
import { w } from '../../parts/making-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Section } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'
import { dayOnly } from '../../ui/time.ts'
import { toast } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'

const shown = (day: string): string => dayOnly(`${day}T12:00:00Z`, 'UTC')

/** Who answers approvals for the reader while they are away. */
export function Deputy() {
  const { member } = useSession()
  const members = useMemberNames()
  const read = useRead('authority.listDeputies', {})
  const remove = useWrite('authority.removeDeputy')
  const mine = read.data?.deputies.find(({ memberId }) => memberId === member.id)
  const others = [...members].filter(([id]) => id !== member.id).map(([value, label]) => ({ value, label }))
  return (
    <Section title={w.deputy.title()} lead={w.deputy.lead()}>
      {read.isError && <Trouble error={read.error} onRetry={() => void read.refetch()} />}
      {mine && (
        <div>
          <p>
            {w.deputy.until({
              name: members.get(mine.deputyId) ?? m.actor.member(),
              from: shown(mine.fromDay),
              to: shown(mine.toDay),
            })}
          </p>
          <Action
            size="xs"
            variant="default"
            loading={remove.pending}
            onClick={() => void remove.send({ memberId: member.id })}
          >
            {w.deputy.remove()}
          </Action>
          {remove.problem && <Trouble error={remove.problem} />}
        </div>
      )}
      {read.isSuccess && !mine && (
        <InlineForm
          operation="authority.setDeputy"
          submit={w.deputy.set()}
          initial={{ deputyId: '', fromDay: '', toDay: '' }}
          check={({ deputyId, fromDay, toDay }) => ({
            deputyId: deputyId ? undefined : m.common.required(),
            fromDay: fromDay ? undefined : m.common.required(),
            toDay: !toDay ? m.common.required() : toDay < fromDay ? w.deputy.wrongDays() : undefined,
          })}
          input={(values) => values}
          onDone={() => toast(m.common.saved())}
        >
          {(form) => (
            <>
              <ChoiceField
                {...form.field('deputyId')}
                label={w.deputy.who()}
                choices={[{ value: '', label: '' }, ...others]}
                required
              />
              <TextField {...form.field('fromDay')} label={w.deputy.from()} type="date" required />
              <TextField {...form.field('toDay')} label={w.deputy.to()} type="date" required />
            </>
          )}
        </InlineForm>
      )}
    </Section>
  )
}
