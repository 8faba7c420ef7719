import { IconAlertTriangle, IconPlus, IconUsersGroup } from '@tabler/icons-react'
import { useState } from 'react'
import type { Row } from '../../api/contract.ts'
import { useRead } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { EnterDutyChange } from '../../forms/duty-change.tsx'
import { EditTeam, NewTeam } from '../../forms/team.tsx'
import { s } from '../../parts/settings-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Section } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'
import { absolute, span } from '../../ui/time.ts'
import { toast } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'
import list from './list.module.css'
import { TeamDuty } from './team-duty.tsx'
import css from './teams.module.css'

type Team = Row<'teams.list'>
type Doing = 'archive' | 'duty' | 'enter'

/** Who works together, and who is on duty when. */
export function Teams() {
  const may = useMay()
  const teams = useRead('teams.list', { limit: 200 }, { everyMilliseconds: 60_000 })
  const [creating, setCreating] = useState(false)
  // As it was when its form was opened: an edit by a colleague meanwhile is noticed on saving.
  const [editing, setEditing] = useState<Team | null>(null)
  const [doing, setDoing] = useState<{ what: Doing; id: string } | null>(null)
  const rows = teams.data?.items ?? []
  const chosen = rows.find(({ id }) => id === doing?.id)
  const close = () => setDoing(null)
  return (
    <Section
      title={m.settings.section.teams()}
      count={rows.length}
      lead={s.teams.lead()}
      flush
      actions={
        may('teams.create') && (
          <Action size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setCreating(true)}>
            {s.teams.create()}
          </Action>
        )
      }
    >
      {teams.isError && <Trouble error={teams.error} onRetry={() => void teams.refetch()} />}
      {teams.data && rows.length === 0 && (
        <Empty icon={<IconUsersGroup size={22} stroke={1.7} />}>{s.teams.empty()}</Empty>
      )}
      <ul className={list.list}>
        {rows.map((team) => (
          <TeamRow
            key={team.id}
            team={team}
            onEdit={() => setEditing(team)}
            onDo={(what) => setDoing({ what, id: team.id })}
          />
        ))}
      </ul>
      {creating && <NewTeam onClose={() => setCreating(false)} />}
      {editing && <EditTeam team={editing} onClose={() => setEditing(null)} />}
      {chosen && doing?.what === 'duty' && (
        <TeamDuty team={chosen} onEnter={() => setDoing({ what: 'enter', id: chosen.id })} onClose={close} />
      )}
      {chosen && doing?.what === 'enter' && (
        <EnterDutyChange team={chosen} onClose={() => setDoing({ what: 'duty', id: chosen.id })} />
      )}
      {chosen && doing?.what === 'archive' && (
        <Confirm
          operation="teams.archive"
          input={{ id: chosen.id }}
          title={s.teams.archiveTitle({ name: chosen.name })}
          submit={s.teams.archive()}
          onDone={() => toast(s.teams.archived())}
          onClose={close}
        >
          {s.teams.archiveSays()}
        </Confirm>
      )}
    </Section>
  )
}

interface RowProps {
  readonly team: Team
  readonly onEdit: () => void
  readonly onDo: (what: Doing) => void
}

function TeamRow({ team, onEdit, onDo }: RowProps) {
  const may = useMay()
  const { gaps } = team
  return (
    <li className={list.row}>
      <div className={list.main}>
        <span className={list.name}>{team.name}</span>
        <span className={list.quiet}>{team.members.map(({ name }) => name).join(', ') || s.teams.noOne()}</span>
        <span>{nowIn(team)}</span>
        {gaps.count === 0 ? (
          <span className={list.quiet}>{s.teams.noGaps()}</span>
        ) : (
          <span className={css.gaps}>
            <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
            <span>{s.teams.gaps({ n: gaps.count, span: span(gaps.seconds * 1000) })}</span>
          </span>
        )}
      </div>
      <div className={list.actions}>
        <Action size="xs" variant="default" onClick={() => onDo('duty')}>
          {s.teams.duty()}
        </Action>
        {may('teams.update') && (
          <Action size="xs" variant="default" onClick={onEdit}>
            {m.common.change()}
          </Action>
        )}
        {may('teams.archive') && (
          <Action size="xs" variant="subtle" color="gray" onClick={() => onDo('archive')}>
            {s.teams.archive()}
          </Action>
        )}
      </div>
    </li>
  )
}

function nowIn({ onDuty, next }: Team): string {
  if (onDuty.length > 0) return s.teams.onDuty({ names: onDuty.map(({ name }) => name).join(', ') })
  return next ? s.teams.next({ name: next.name, at: absolute(next.fromAt) }) : s.teams.nobodyNow()
}
