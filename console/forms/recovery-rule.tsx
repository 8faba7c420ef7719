import { SegmentedControl } from '@mantine/core'
import type { Recovery } from '../parts/recovery-data.tsx'
import { v } from '../parts/recovery-words.tsx'
import { percent, readerZone } from '../ui/time.ts'
import { instantAt, type WallTime, wallTime } from '../ui/zoned-time.ts'
import { MomentField } from './fields.tsx'
import type { Form } from './form.ts'
import { ChoiceField, TextField } from './plain-fields.tsx'

type Rule = Recovery['dates']

/** The rule as it is typed. */
export interface RuleValues {
  readonly by: Rule['by']
  readonly confidence: string
  readonly hours: string
  readonly at: WallTime
}

const confidences = ['0.5', '0.8', '0.9', '0.95']
const SOON_MS = 3 * 86_400_000

/** A rule as the form begins with it. */
export function ruleValues(rule: Rule | null): RuleValues {
  const soon = new Date(Math.ceil((Date.now() + SOON_MS) / 3_600_000) * 3_600_000).toISOString()
  return {
    by: rule?.by ?? 'forecast',
    confidence: rule?.by === 'forecast' ? String(rule.confidence) : '0.9',
    hours: rule?.by === 'shift' ? String(rule.businessSeconds / 3600) : '8',
    at: wallTime(rule?.by === 'fixed' ? rule.at : soon, readerZone),
  }
}

/** What was typed as the API takes it; null: it is no rule yet. */
export function ruleOf({ by, confidence, hours, at }: RuleValues): Rule | null {
  if (by === 'forecast') return { by, confidence: Number(confidence) }
  if (by === 'fixed') {
    const instant = instantAt(at, readerZone)
    return instant === null ? null : { by, at: instant }
  }
  const amount = Number(hours.replace(',', '.'))
  return Number.isFinite(amount) && amount >= 1 / 60 && amount <= 8760
    ? { by, businessSeconds: Math.round(amount * 3600) }
    : null
}

/** Chooses how new dates are found. */
export function RuleFields({ form }: { form: Form<RuleValues> }) {
  const { by, confidence } = form.values
  const known = confidences.includes(confidence) ? confidences : [...confidences, confidence]
  return (
    <>
      <div>
        <div id="rule" style={{ fontSize: 'var(--mantine-font-size-sm)', fontWeight: 500, marginBottom: 4 }}>
          {v.rule.label()}
        </div>
        <SegmentedControl
          aria-labelledby="rule"
          fullWidth
          value={by}
          onChange={(next) => form.set({ by: next as Rule['by'] })}
          data={[
            { value: 'forecast', label: v.rule.forecast() },
            { value: 'shift', label: v.rule.shift() },
            { value: 'fixed', label: v.rule.fixed() },
          ]}
        />
      </div>
      {by === 'forecast' && (
        <ChoiceField
          {...form.field('confidence')}
          label={v.rule.confidence()}
          choices={known.map((value) => ({
            value,
            label: v.rule.confidenceOf({ percent: percent(Number(value)) }),
          }))}
        />
      )}
      {by === 'shift' && (
        <TextField {...form.field('hours')} label={v.rule.hours()} inputMode="decimal" maxLength={6} />
      )}
      {by === 'fixed' && <MomentField {...form.field('at')} label={v.rule.at()} />}
    </>
  )
}

/** What is wrong with the rule, beside its field. */
export const ruleErrors = (values: RuleValues): Partial<Record<'hours' | 'at', string>> => {
  if (ruleOf(values) !== null) return {}
  return values.by === 'fixed' ? { at: v.rule.at() } : { hours: v.rule.hoursWrong() }
}
