import { IconShieldExclamation } from '@tabler/icons-react'
import type { Input, Output } from '../api/contract.ts'
import { useRead } from '../api/read.ts'
import { chanceAt, type Quote } from '../parts/date-choice.tsx'
import { WithGuardWords, w } from '../parts/guard-words.tsx'
import { Action } from '../ui/action.tsx'
import { m } from '../ui/text.ts'
import { longDate, percent, readerZone, useNow } from '../ui/time.ts'
import { instantAt, type WallTime, wallTime } from '../ui/zoned-time.ts'
import css from './due-field.module.css'
import { LongTextField, MomentField } from './fields.tsx'
import type { Field } from './form.ts'

type Promised = Pick<Input<'promises.check'>, 'about' | 'kind' | 'beneficiary'>

interface Props {
  readonly label: string
  readonly due: Field<WallTime>
  readonly reason: Field<string>
  readonly promised: Promised
  readonly quote: Quote | null
}

/**
 * When a promise is due, with how likely that is; below the organization's floor the nearest date that is not, and the
 * reason to give for promising it all the same.
 */
export function DueField({ label, due, reason, promised, quote }: Props) {
  const now = useNow()
  const dueAt = instantAt(due.value, readerZone)
  const ahead = dueAt !== null && Date.parse(dueAt) > now
  const asked = { ...promised, ...(dueAt === null ? {} : { dueAt }) }
  const check = useRead('promises.check', asked, { enabled: ahead && promised.kind === 'completion', keep: true }).data
  const known = ahead ? check : undefined
  const chance = known?.chance ?? (quote && dueAt ? chanceAt(quote, dueAt) : null)
  return (
    <div className={css.due}>
      <MomentField
        {...due}
        label={label}
        description={chance === null || known?.below ? undefined : m.quote.chance({ percent: percent(chance) })}
        required
      />
      {known?.below && (
        <WithGuardWords>
          <Guard check={known} reason={reason} onUse={(at) => due.onChange(wallTime(at, readerZone))} />
        </WithGuardWords>
      )}
    </div>
  )
}

interface GuardProps {
  readonly check: Output<'promises.check'>
  readonly reason: Field<string>
  readonly onUse: (dueAt: string) => void
}

function Guard({ check: { chance, floor, hard, nearest }, reason, onUse }: GuardProps) {
  return (
    <div className={css.guard}>
      <div className={css.says} role="status">
        <IconShieldExclamation size={18} stroke={1.8} aria-hidden className={css.icon} />
        <div className={css.text}>
          <p>{w.guard.below({ percent: percent(chance ?? 0), floor: percent(floor) })}</p>
          {nearest ? (
            <p className={css.nearest}>
              <span>{w.guard.nearest({ date: longDate(nearest.dueAt) })}</span>
              <Action size="compact-sm" variant="default" onClick={() => onUse(nearest.dueAt)}>
                {w.guard.use()}
              </Action>
            </p>
          ) : (
            <p>{w.guard.none({ floor: percent(floor) })}</p>
          )}
          {hard && <p>{w.guard.hard()}</p>}
        </div>
      </div>
      {!hard && (
        <LongTextField {...reason} label={w.guard.reason()} description={w.guard.reasonSays()} rows={2} required />
      )}
    </div>
  )
}
