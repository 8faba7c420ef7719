import type { Row } from '../api/contract.ts'
import { useMay, useSession } from '../api/session.tsx'
import { s } from '../parts/settings-words.tsx'
import { m } from '../ui/text.ts'
import { useNow } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { instantAt, wallTime } from '../ui/zoned-time.ts'
import { MomentField } from './fields.tsx'
import { ChoiceField, TextField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

const kinds = ['absence', 'swap', 'extra'] as const
type Kind = (typeof kinds)[number]

/** An absence, a swap or extra duty, on the team's own clock. Who may not change teams changes their own duty only. */
export function EnterDutyChange({ team, onClose }: { team: Row<'teams.list'>; onClose: () => void }) {
  const now = useNow()
  const may = useMay()
  const self = useSession().member
  const anybody = may('teams.update')
  const zone = team.timeZone
  const who = team.members.filter(({ id }) => anybody || id === self.id)
  const tomorrow = wallTime(now + 86_400_000, zone).date
  return (
    <WriteSheet
      operation="teams.changeDuty"
      title={s.teams.enter()}
      lead={team.name}
      submit={m.common.save()}
      initial={{
        kind: 'absence' as Kind,
        memberId: who.find(({ id }) => id === self.id)?.id ?? who[0]?.id ?? '',
        coverId: '',
        start: { date: tomorrow, time: '00:00' },
        end: { date: wallTime(now + 2 * 86_400_000, zone).date, time: '00:00' },
        note: '',
      }}
      check={({ kind, coverId, start, end }) => {
        const [from, to] = [instantAt(start, zone), instantAt(end, zone)]
        return {
          start: from ? undefined : m.common.required(),
          end: to ? (from && to <= from ? s.teams.backwards() : undefined) : m.common.required(),
          coverId: kind === 'swap' && !coverId ? m.common.required() : undefined,
        }
      }}
      renamed={{ fromAt: 'start', toAt: 'end' }}
      input={({ kind, memberId, coverId, start, end, note }) => ({
        id: team.id,
        memberId,
        kind: kind === 'extra' ? 'on' : 'off',
        fromAt: instantAt(start, zone) ?? '',
        toAt: instantAt(end, zone) ?? '',
        note,
        ...(kind === 'swap' ? { coverId } : {}),
      })}
      onDone={() => toast(m.common.saved())}
      onClose={onClose}
    >
      {(form) => (
        <>
          <ChoiceField
            {...form.field('kind')}
            label={s.teams.kind()}
            choices={kinds
              .filter((kind) => kind !== 'swap' || (anybody && team.members.length > 1))
              .map((kind) => ({ value: kind, label: s.teams.kinds[kind]() }))}
            onChange={(kind) => form.set({ kind, coverId: '' })}
          />
          <ChoiceField
            {...form.field('memberId')}
            label={s.teams.member()}
            choices={who.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(memberId) => form.set({ memberId, coverId: '' })}
          />
          {form.values.kind === 'swap' && (
            <ChoiceField
              {...form.field('coverId')}
              label={s.teams.cover()}
              choices={[
                { value: '', label: s.teams.chooseMember() },
                ...team.members
                  .filter(({ id }) => id !== form.values.memberId)
                  .map(({ id, name }) => ({ value: id, label: name })),
              ]}
              required
            />
          )}
          <MomentField {...form.field('start')} label={s.teams.start()} zone={zone} required />
          <MomentField {...form.field('end')} label={s.teams.end()} zone={zone} required />
          <TextField {...form.field('note')} label={s.teams.note()} maxLength={500} />
        </>
      )}
    </WriteSheet>
  )
}
