import type { Row } from '../api/contract.ts'
import { useRead } from '../api/read.ts'
import { s } from '../parts/settings-words.tsx'
import { m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { CalendarChoice } from './calendar-choice.tsx'
import type { Form } from './form.ts'
import { TextField } from './plain-fields.tsx'
import { RotaField } from './rota.tsx'
import { rotaOf, type Shift, shiftsOf } from './rota-week.ts'
import { WriteSheet } from './write-sheet.tsx'

interface Values {
  readonly name: string
  readonly calendarId: string
  readonly shifts: readonly Shift[]
}

const check = ({ name }: Values) => ({ name: name.trim() ? undefined : m.common.required() })

const inputOf = ({ name, calendarId, shifts }: Values) => ({
  name,
  calendarId: calendarId || null,
  memberIds: shifts.map(({ memberId }) => memberId),
  rota: rotaOf(shifts),
})

const renamed = { memberIds: 'shifts', rota: 'shifts' }

export function NewTeam({ onClose }: { onClose: () => void }) {
  return (
    <WriteSheet
      operation="teams.create"
      title={s.teams.create()}
      submit={s.teams.create()}
      size={640}
      initial={{ name: '', calendarId: '', shifts: [] as readonly Shift[] }}
      check={check}
      renamed={renamed}
      input={inputOf}
      onDone={() => toast(m.common.saved())}
      onClose={onClose}
    >
      {(form) => <TeamFields form={form} team={null} />}
    </WriteSheet>
  )
}

export function EditTeam({ team, onClose }: { team: Row<'teams.list'>; onClose: () => void }) {
  return (
    <WriteSheet
      operation="teams.update"
      title={team.name}
      submit={m.common.save()}
      size={640}
      version={team.version}
      initial={{
        name: team.name,
        calendarId: team.calendarId ?? '',
        shifts: shiftsOf(
          team.members.map(({ id }) => id),
          team.rota,
        ) as readonly Shift[],
      }}
      check={check}
      renamed={renamed}
      input={(values) => ({ id: team.id, ...inputOf(values) })}
      onDone={() => toast(m.common.saved())}
      onClose={onClose}
    >
      {(form) => <TeamFields form={form} team={team} />}
    </WriteSheet>
  )
}

function TeamFields({ form, team }: { form: Form<Values>; team: Row<'teams.list'> | null }) {
  const members = useRead('members.list', { limit: 200, state: 'active' })
  const known = members.data?.items ?? []
  const people = [...(team?.members ?? []).filter(({ id }) => !known.some((each) => each.id === id)), ...known]
  return (
    <>
      <TextField {...form.field('name')} label={s.teams.name()} required autoFocus />
      <CalendarChoice {...form.field('calendarId')} label={s.teams.calendar()} description={s.teams.calendarSays()} />
      <RotaField {...form.field('shifts')} people={people} />
    </>
  )
}
