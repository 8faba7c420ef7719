import { NumberInput } from '@mantine/core'
import { useState } from 'react'
import { useRead } from '../../api/read.ts'
import { MomentField } from '../../forms/fields.tsx'
import { ChoiceField } from '../../forms/plain-fields.tsx'
import { w } from '../../parts/calendar-words.tsx'
import { Section } from '../../ui/page.tsx'
import { longDate, readerZone, shortDay, span, timeOnly } from '../../ui/time.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { instantAt, wallTime } from '../../ui/zoned-time.ts'
import css from './page.module.css'

interface Props {
  readonly calendarId: string
  readonly version: number
  readonly zone: string
  readonly dirty: boolean
}

const units = { hours: 3600, minutes: 60 } as const
const most = 2000

/** "When is four business hours from now?", with the openings that were counted. */
export function Tester({ calendarId, version, zone, dirty }: Props) {
  const [amount, setAmount] = useState<number | string>(4)
  const [unit, setUnit] = useState<keyof typeof units>('hours')
  const [start, setStart] = useState(() => wallTime(Date.now(), zone))
  const at = instantAt(start, zone)
  const seconds = Math.round(Number(amount) * units[unit])
  const usable = amount !== '' && seconds > 0 && seconds <= most * 3600 && at !== null
  return (
    <Section title={w.tester.title()} lead={dirty ? w.tester.saved() : w.tester.lead()} id="tester">
      <div className={css.tester}>
        <NumberInput
          label={w.tester.amount()}
          value={amount}
          onChange={setAmount}
          min={1}
          max={most}
          decimalScale={2}
          hideControls
        />
        <ChoiceField
          value={unit}
          error={undefined}
          onChange={setUnit}
          label={w.tester.unit()}
          choices={[
            { value: 'hours', label: w.tester.hours() },
            { value: 'minutes', label: w.tester.minutes() },
          ]}
        />
        <MomentField value={start} error={undefined} onChange={setStart} label={w.tester.from()} zone={zone} />
      </div>
      {usable && <Answer key={version} calendarId={calendarId} start={at} seconds={seconds} zone={zone} />}
    </Section>
  )
}

function Answer({
  calendarId,
  start,
  seconds,
  zone,
}: {
  calendarId: string
  start: string
  seconds: number
  zone: string
}) {
  const due = useRead('calendars.explainDue', { id: calendarId, start, seconds }, { keep: true })
  if (due.isError) return <Trouble error={due.error} onRetry={() => void due.refetch()} />
  if (!due.data) return null
  const { dueAt, steps } = due.data
  return (
    <div className={css.answer} aria-live="polite">
      <p className={css.answerDue}>
        <time dateTime={dueAt}>{longDate(dueAt, zone)}</time>
        {zone !== readerZone && (
          <span className={css.quiet}> {w.tester.yours({ when: longDate(dueAt, readerZone) })}</span>
        )}
      </p>
      <ol className={css.counted}>
        {steps.slice(0, 8).map((step) => (
          <li key={step.from}>
            <span>{shortDay(`${step.date}T12:00:00Z`, 'UTC')}</span>
            <span className={css.figures}>
              {timeOnly(step.from, zone)}–{timeOnly(step.to, zone)}
            </span>
            <span className={css.quiet}>{span(step.seconds * 1000)}</span>
          </li>
        ))}
      </ol>
      {steps.length > 8 && <p className={css.quiet}>{w.tester.more({ n: steps.length - 8 })}</p>}
    </div>
  )
}
