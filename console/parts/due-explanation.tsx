import { Loader } from '@mantine/core'
import type { Output } from '../api/contract.ts'
import { useRead } from '../api/read.ts'
import { Note } from '../ui/note.tsx'
import { Sheet, SheetBody } from '../ui/sheet.tsx'
import { m } from '../ui/text.ts'
import { absolute, dayHeading, readerZone, shortDay, timeOnly } from '../ui/time.ts'
import { Trouble } from '../ui/trouble.tsx'
import { WithClockWords, w } from './clock-words.tsx'
import css from './due-explanation.module.css'
import { businessSpan, durationWords } from './duration-words.ts'
import type { PromiseData } from './promise-data.ts'

/** Fetched with the file. */
export const texts = [WithClockWords]

type Explained = Output<'promises.explain'>

interface Props {
  readonly promise: PromiseData
  readonly onClose: () => void
}

/** How the due instant of a promise comes about: what was counted from when, by which calendar, and what has changed. */
export function DueExplanation({ promise, onClose }: Props) {
  const read = useRead('promises.explain', { id: promise.id })
  return (
    <Sheet title={m.explain.open()} lead={absolute(promise.dueAt)} onClose={onClose} size={520}>
      {() => (
        <SheetBody>
          {read.isPending && <Loader size="sm" />}
          {read.isError && <Trouble error={read.error} onRetry={() => void read.refetch()} />}
          {read.data && (
            <WithClockWords>
              <Explanation explained={read.data} />
            </WithClockWords>
          )}
        </SheetBody>
      )}
    </Sheet>
  )
}

function Explanation({ explained }: { explained: Explained }) {
  const { startAt, duration, calendar, policy } = explained
  return (
    <div className={css.parts}>
      {startAt && duration ? (
        <p className={css.lead}>
          <strong>{durationWords(duration)}</strong>
          <span>{w.explain.countedFrom({ start: absolute(startAt) })}</span>
        </p>
      ) : (
        <p className={css.lead}>{w.explain.agreed()}</p>
      )}
      <Changes explained={explained} />
      <Times explained={explained} />
      <Days explained={explained} />
      <Pauses explained={explained} />
      <Dates explained={explained} />
      <div className={css.small}>
        {calendar && <p>{w.explain.by({ name: calendar.name, zone: calendar.timeZone })}</p>}
        {calendar && calendar.timeZone !== readerZone && <p>{w.explain.hoursOf({ zone: calendar.timeZone })}</p>}
        {policy && <p>{w.explain.byPolicy({ name: policy.name, version: String(policy.version) })}</p>}
        <ZoneData explained={explained} />
      </div>
    </div>
  )
}

/** Whether the calendar still says the same. */
function Changes({ explained: { agrees, calendar, derivedDueAt, pauses } }: { explained: Explained }) {
  const at = absolute(derivedDueAt)
  if (pauses.some(({ to }) => to === null)) return <Note>{w.explain.waiting({ at })}</Note>
  if (!agrees) return <Note>{w.explain.changed({ at })}</Note>
  return calendar?.changed ? <p className={css.small}>{w.explain.changedSame()}</p> : null
}

function Times({ explained: { times, moreTimes } }: { explained: Explained }) {
  if (times.length === 0) return null
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col">{w.explain.day()}</th>
          <th scope="col">{w.explain.fromTo()}</th>
          <th scope="col">{w.explain.length()}</th>
        </tr>
      </thead>
      <tbody>
        {times.map(({ from, to, seconds }) => (
          <tr key={from}>
            <th scope="row">{shortDay(from)}</th>
            <td>{`${timeOnly(from)}–${timeOnly(to)}`}</td>
            <td>{businessSpan(seconds)}</td>
          </tr>
        ))}
        {moreTimes > 0 && (
          <tr>
            <td colSpan={3}>{w.explain.more({ n: moreTimes })}</td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

function Days({ explained: { days, moreDays } }: { explained: Explained }) {
  if (days.length === 0) return null
  return (
    <ol className={css.days}>
      {days.map(({ n, date }) => (
        <li key={n}>{dayHeading(`${date}T12:00:00Z`, 'UTC')}</li>
      ))}
      {moreDays > 0 && <li className={css.rest}>{w.explain.more({ n: moreDays })}</li>}
    </ol>
  )
}

function Pauses({ explained: { pauses } }: { explained: Explained }) {
  if (pauses.length === 0) return null
  return (
    <section>
      <h3 className={css.heading}>{w.explain.pauses()}</h3>
      <ul className={css.list}>
        {pauses.map(({ from, to, businessSeconds }) => (
          <li key={from}>
            <span>
              {to === null ? w.explain.pauseOpen({ from: absolute(from) }) : `${absolute(from)} – ${absolute(to)}`}
            </span>
            <span className={css.quiet}>{w.explain.took({ length: businessSpan(businessSeconds) })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The dates of a promise that moved, the first one first. */
function Dates({ explained: { dates, promiseId } }: { explained: Explained }) {
  if (dates.length < 2) return null
  return (
    <section>
      <h3 className={css.heading}>{w.explain.dates()}</h3>
      <ol className={css.list}>
        {dates.map((date) => (
          <li key={date.promiseId} aria-current={date.promiseId === promiseId ? 'true' : undefined}>
            <span>{absolute(date.dueAt)}</span>
            {date.reason && <span className={`${css.quiet} own-words`}>{date.reason}</span>}
          </li>
        ))}
      </ol>
    </section>
  )
}

function ZoneData({ explained: { timeZoneData } }: { explained: Explained }) {
  const { planned, current } = timeZoneData
  if (planned === null) return null
  return <p>{planned === current ? w.explain.zoneData({ planned }) : w.explain.zoneDataNow({ planned, current })}</p>
}
