import { ActionIcon, Menu } from '@mantine/core'
import {
  IconArrowForwardUp,
  IconCalendarEvent,
  IconDots,
  IconMail,
  IconMailX,
  IconMessage,
  IconMessageCheck,
  IconSend,
  IconTrash,
  IconUserShare,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Action } from '../ui/action.tsx'
import { m } from '../ui/text.ts'
import { absolute, span, useNow } from '../ui/time.ts'
import { When } from '../ui/when.tsx'
import { ClockBar } from './clock-bar.tsx'
import { ExplainDue } from './explain-due.tsx'
import { PromiseBadge } from './promise-badge.tsx'
import css from './promise-card.module.css'
import { kindKey, type PromiseAction, type PromiseData } from './promise-data.ts'
import { PromiseRisk } from './promise-risk.tsx'
import { lookOf } from './promise-state.ts'
import { StepList } from './step-list.tsx'
import type { StepData } from './step-words.ts'

interface Props {
  readonly promise: PromiseData
  readonly owner: string | null
  readonly steps: readonly StepData[]
  readonly onAct: (action: PromiseAction) => void
  /** What came before it in its chain. */
  readonly history?: ReactNode
}

/** One promise with its clock, what the customer knows of it, and what can be done to it. */
export function PromiseCard({ promise, owner, steps, onAct, history }: Props) {
  const now = useNow()
  const look = lookOf(promise, now)
  const may = (action: PromiseAction) => promise.allowed.some((each) => each === action)
  const primary = primaryOf(promise)
  const others = menu.filter(({ action }) => action !== primary && may(action))
  return (
    <article className={css.card} id={`promise-${promise.id}`} aria-label={promise.wording}>
      <div className={css.top}>
        <PromiseBadge look={look} />
        <span className={css.kind}>
          {m.promise.kind[kindKey(promise.kind)]()}
          {promise.beneficiary !== 'customer' && ` · ${m.promise.internal()}`}
        </span>
        {others.length > 0 && (
          <Menu position="bottom-end" width={230} shadow="md">
            <Menu.Target>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="md"
                aria-label={m.promise.more()}
                className={css.more ?? ''}
              >
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {others.map(({ action, icon: Icon }) => (
                <Menu.Item
                  key={action}
                  leftSection={<Icon size={16} stroke={1.7} aria-hidden />}
                  onClick={() => onAct(action)}
                >
                  {m.promise.action[action]()}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      <p className={`${css.wording} own-words`}>{promise.wording}</p>
      {!promise.waiting && <DueLine promise={promise} />}
      <Waiting promise={promise} />
      {look !== 'paused' && (promise.state === 'open' || promise.state === 'proposed' || promise.overdue) && (
        <ClockBar from={promise.madeAt} to={promise.dueAt} look={look} now={now} />
      )}
      <PromiseRisk promise={promise} />
      <ul className={css.facts}>
        <Telling promise={promise} />
        <Consent promise={promise} />
        {promise.pausable && isStanding(promise) && <li>{m.waits.countsFact()}</li>}
        {promise.repeats && isStanding(promise) && <li>{m.updates.repeatsFact()}</li>}
        {promise.reason && <li>{m.promise.because({ reason: promise.reason })}</li>}
        {owner && <li>{m.promise.ownedBy({ name: owner })}</li>}
        {promise.forecast && promise.chanceWhenMade !== null && (
          <li>{m.promise.rested({ chance: promise.chanceWhenMade, similar: promise.forecast.similar })}</li>
        )}
        {promise.floorReason !== null && promise.floorWhenMade !== null && (
          <li>{m.promise.belowFloor({ floor: promise.floorWhenMade, reason: promise.floorReason })}</li>
        )}
      </ul>
      {isLive(promise) && <StepList steps={steps} />}
      {primary && may(primary) && (
        <div className={css.act}>
          <Action
            size="xs"
            variant={primary === 'deliver' || primary === 'update' ? 'filled' : 'light'}
            onClick={() => onAct(primary)}
          >
            {m.promise.action[primary]()}
          </Action>
          {primary === 'update' && may('deliver') && (
            <Action size="xs" variant="default" onClick={() => onAct('deliver')}>
              {m.promise.action.deliver()}
            </Action>
          )}
          {primary === 'deliver' && may('renegotiate') && (
            <Action size="xs" variant="default" onClick={() => onAct('renegotiate')}>
              {m.promise.action.renegotiate()}
            </Action>
          )}
          {primary === 'accept' && may('decline') && (
            <Action size="xs" variant="default" onClick={() => onAct('decline')}>
              {m.promise.action.decline()}
            </Action>
          )}
        </div>
      )}
      {history}
    </article>
  )
}

const isLive = ({ state, overdue }: PromiseData): boolean => state === 'open' || state === 'proposed' || overdue

const menu = [
  { action: 'update', icon: IconMessage },
  { action: 'deliver', icon: IconMessageCheck },
  { action: 'accept', icon: IconMessageCheck },
  { action: 'decline', icon: IconMailX },
  { action: 'tell', icon: IconSend },
  { action: 'renegotiate', icon: IconArrowForwardUp },
  { action: 'handOver', icon: IconUserShare },
  { action: 'withdraw', icon: IconTrash },
] as const

/** What is to be done next to a promise; null where nothing is. */
export function primaryOf(promise: PromiseData): PromiseAction | null {
  if (promise.telling === 'undelivered') return 'tell'
  if (promise.state === 'proposed') return 'accept'
  if (promise.state !== 'open' && !promise.overdue) return null
  return promise.allowed.some((each) => each === 'update') ? 'update' : 'deliver'
}

const isStanding = ({ state, overdue }: PromiseData): boolean => state === 'open' || state === 'proposed' || overdue

/** While the clock stands: what for, since when, and what an answer today would mean. */
function Waiting({ promise }: { promise: PromiseData }) {
  const { waiting, dueAt } = promise
  if (!waiting) return null
  return (
    <div className={css.waiting}>
      <span className="own-words">{waiting.waitingFor}</span>
      <span className={css.quiet}>{m.promise.wasDue({ due: absolute(dueAt) })}</span>
      <span className={css.quiet}>{m.waits.pausedSince({ at: absolute(waiting.since) })}</span>
      <span className={css.strong}>{m.waits.ifToday({ at: absolute(waiting.dueIfAnsweredToday) })}</span>
      <ExplainDue promise={promise} />
    </div>
  )
}

function DueLine({ promise }: { promise: PromiseData }) {
  const moved = promise.firstDueAt !== promise.dueAt
  return (
    <div className={css.due}>
      <span className={css.dueIcon} aria-hidden>
        <IconCalendarEvent size={16} stroke={1.7} />
      </span>
      <div>
        {promise.occurredAt ? (
          <>
            <span className={css.strong}>{m.promise.happened({ at: absolute(promise.occurredAt) })}</span>
            <span className={css.quiet}>
              {promise.lateSeconds && promise.lateSeconds > 0
                ? m.promise.lateBy({ span: span(promise.lateSeconds * 1000), due: absolute(promise.dueAt) })
                : m.promise.wasDue({ due: absolute(promise.dueAt) })}
            </span>
          </>
        ) : (
          <When at={promise.dueAt} />
        )}
        {promise.windowFrom && (
          <span className={css.quiet}>{m.promise.window({ from: absolute(promise.windowFrom) })}</span>
        )}
        {moved && <span className={css.quiet}>{m.promise.firstDate({ at: absolute(promise.firstDueAt) })}</span>}
        {promise.derivedDueAt && isStanding(promise) && (
          <span className={css.strong}>{m.explain.derived({ at: absolute(promise.derivedDueAt) })}</span>
        )}
        <ExplainDue promise={promise} />
      </div>
    </div>
  )
}

function Telling({ promise }: { promise: PromiseData }) {
  if (promise.telling === 'not_needed') return null
  if (promise.telling === 'told')
    return (
      <li>
        <IconMail size={14} stroke={1.7} aria-hidden />
        {promise.toldAt ? m.promise.told({ at: absolute(promise.toldAt) }) : m.promise.toldAlready()}
      </li>
    )
  return (
    <li className={css.pressing}>
      <IconMailX size={14} stroke={1.9} aria-hidden />
      {promise.telling === 'waiting' ? m.promise.notYetTold() : m.promise.undelivered()}
    </li>
  )
}

function Consent({ promise }: { promise: PromiseData }) {
  if (promise.consent === 'pending' && promise.answerBy)
    return <li>{m.promise.answerBy({ at: absolute(promise.answerBy) })}</li>
  if (promise.consent === 'accepted' && promise.answeredAt)
    return <li>{m.promise.accepted({ at: absolute(promise.answeredAt) })}</li>
  if (promise.consent === 'declined' && promise.answeredAt)
    return <li>{m.promise.declined({ at: absolute(promise.answeredAt) })}</li>
  if (promise.consent === 'unanswered') return <li>{m.promise.silent()}</li>
  return null
}
