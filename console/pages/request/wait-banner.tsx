import { IconPlayerPause } from '@tabler/icons-react'
import { useState } from 'react'
import type { Row } from '../../api/contract.ts'
import { useMay } from '../../api/session.tsx'
import type { PromiseData } from '../../parts/promise-data.ts'
import { Action } from '../../ui/action.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { m } from '../../ui/text.ts'
import { absolute } from '../../ui/time.ts'
import css from './wait-banner.module.css'

const EndWait = fetched(() => import('../../forms/end-wait.tsx'), 'EndWait')

interface Props {
  readonly wait: Row<'promises.listWaits'>
  /** What is promised about the request. */
  readonly promises: readonly PromiseData[]
}

/** What we wait for from the customer, what their answer today would mean, and where it is recorded. */
export function WaitBanner({ wait, promises }: Props) {
  const [answering, setAnswering] = useState(false)
  const may = useMay()
  const standing = promises.filter((promise) => promise.waiting?.id === wait.id)
  return (
    <section className={css.banner} aria-labelledby="waiting">
      <span className={css.icon} aria-hidden>
        <IconPlayerPause size={18} stroke={1.9} />
      </span>
      <div className={css.text}>
        <h2 id="waiting" className={css.title}>
          {m.waits.banner()}
        </h2>
        <p className={`${css.what} own-words`}>{wait.waitingFor}</p>
        <ul className={css.facts}>
          <li>{m.waits.since({ at: absolute(wait.startedAt) })}</li>
          <li>
            {wait.nextReminderAt ? m.waits.nextReminder({ at: absolute(wait.nextReminderAt) }) : m.waits.noReminder()}
          </li>
        </ul>
        {standing.map((promise) => (
          <p key={promise.id} className={css.moves}>
            {m.waits.ifToday({ at: absolute(promise.waiting?.dueIfAnsweredToday ?? promise.dueAt) })}
            {standing.length > 1 && <span className={`${css.of} own-words`}>{promise.wording}</span>}
          </p>
        ))}
      </div>
      {may('promises.wait') && (
        <Action className={css.act ?? ''} onClick={() => setAnswering(true)}>
          {m.waits.replied()}
        </Action>
      )}
      {answering && <EndWait wait={wait} onClose={() => setAnswering(false)} />}
    </section>
  )
}
