import { Loader } from '@mantine/core'
import { useMemo } from 'react'
import type { Row } from '../../api/contract.ts'
import { useList, useRead } from '../../api/read.ts'
import { useMay, useSession } from '../../api/session.tsx'
import { useWrite } from '../../api/write.ts'
import { daysFrom } from '../../parts/duty-days.ts'
import { DutyPreview } from '../../parts/duty-preview.tsx'
import { s } from '../../parts/settings-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Sheet, SheetBody } from '../../ui/sheet.tsx'
import { facts } from '../../ui/stacked.tsx'
import { m } from '../../ui/text.ts'
import { absolute, useNow } from '../../ui/time.ts'
import { toast, toastTrouble } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { wallTime } from '../../ui/zoned-time.ts'
import css from './teams.module.css'

type Team = Row<'teams.list'>

const DAYS = 14

interface Props {
  readonly team: Team
  readonly onEnter: () => void
  readonly onClose: () => void
}

/** A team's next two weeks: who is on duty, where nobody is, and what differs from the usual week. */
export function TeamDuty({ team, onEnter, onClose }: Props) {
  const now = useNow()
  const zone = team.timeZone
  const today = wallTime(now, zone).date
  // The days stay what they are until midnight there.
  const { from, to } = useMemo(() => daysFrom(Date.parse(`${today}T12:00:00Z`), DAYS, zone), [today, zone])
  const duty = useRead('teams.readDuty', { id: team.id, from, to }, { keep: true })
  return (
    <Sheet title={s.teams.dutyOf({ name: team.name })} onClose={onClose} size={640}>
      {() => (
        <SheetBody>
          <Changes team={team} onEnter={onEnter} />
          <section>
            <h3 className={css.heading}>{s.teams.preview()}</h3>
            <p className={css.zone}>{s.teams.zone({ zone: zone.replaceAll('_', ' ') })}</p>
            {duty.isError && <Trouble error={duty.error} onRetry={() => void duty.refetch()} />}
            {duty.isPending && <Loader size="sm" />}
            {duty.data && <DutyPreview spans={duty.data.spans} from={from} days={DAYS} zone={zone} />}
          </section>
        </SheetBody>
      )}
    </Sheet>
  )
}

function Changes({ team, onEnter }: { team: Team; onEnter: () => void }) {
  const may = useMay()
  const self = useSession().member
  const changes = useList('teams.listDutyChanges', { id: team.id, limit: 50 })
  const anybody = may('teams.update')
  const mine = may('teams.changeDuty') && team.members.some(({ id }) => id === self.id)
  return (
    <section>
      <div className={css.head}>
        <h3 className={css.heading}>{s.teams.changes()}</h3>
        {(mine || (anybody && team.members.length > 0)) && (
          <Action size="xs" variant="default" onClick={onEnter}>
            {s.teams.enter()}
          </Action>
        )}
      </div>
      {changes.isError && <Trouble error={changes.error} onRetry={() => void changes.refetch()} />}
      {changes.isSuccess && changes.items.length === 0 && <p className={css.quiet}>{s.teams.noChanges()}</p>}
      <ul className={css.changes}>
        {changes.items.map((change) => (
          <Change
            key={change.id}
            change={change}
            zone={team.timeZone}
            mayTakeBack={may('teams.changeDuty') && (anybody || change.memberId === self.id)}
          />
        ))}
      </ul>
      {changes.hasNextPage && (
        <Action
          size="xs"
          variant="subtle"
          loading={changes.isFetchingNextPage}
          onClick={() => void changes.fetchNextPage()}
        >
          {m.common.more()}
        </Action>
      )}
    </section>
  )
}

interface ChangeProps {
  readonly change: Row<'teams.listDutyChanges'>
  readonly zone: string
  readonly mayTakeBack: boolean
}

function Change({ change, zone, mayTakeBack }: ChangeProps) {
  const back = useWrite('teams.deleteDutyChange')
  const what = (change.kind === 'off' ? s.teams.away : s.teams.extra)({ name: change.memberName })
  const when = s.teams.fromTo({ from: absolute(change.fromAt, zone), to: absolute(change.toAt, zone) })
  async function takeBack(): Promise<void> {
    if (await back.send({ id: change.id })) toast(s.teams.takenBack())
    else toastTrouble(back.problem)
  }
  return (
    <li className={css.change}>
      <div className={css.what}>
        <span>{what}</span>
        <span className={css.quiet}>{facts(when, change.note)}</span>
      </div>
      {mayTakeBack && (
        <Action size="xs" variant="subtle" color="gray" loading={back.pending} onClick={() => void takeBack()}>
          {s.teams.takeBack()}
        </Action>
      )}
    </li>
  )
}
