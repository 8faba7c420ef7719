import { ActionIcon, NativeSelect } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { Issue } from '../api/problem.ts'
import type { PolicyStep, StepMoment } from '../parts/policy-data.ts'
import type { Names } from '../parts/policy-names.ts'
import { w } from '../parts/policy-words.tsx'
import { Action } from '../ui/action.tsx'
import durationCss from './duration.module.css'
import { HoursBox, NumberBox } from './duration.tsx'
import { inOrder, mistakeAt } from './policy-draft.ts'
import css from './policy-editor.module.css'
import { StepPersonField } from './policy-people.tsx'

interface Props {
  readonly value: readonly PolicyStep[]
  readonly issues: readonly Issue[]
  readonly names: Names
  readonly onChange: (value: PolicyStep[]) => void
}

const mostSteps = 10
const measures = ['share_left', 'before_due', 'after_due', 'wall_after_due'] as const
const measureKeys = { share_left: 'share', before_due: 'before', after_due: 'after', wall_after_due: 'wall' } as const

/** Who is told when, while there is time and after there was none. One notice a step. */
export function StepsField({ value, issues, names, onChange }: Props) {
  const change = (index: number, step: PolicyStep) => onChange(value.map((each, at) => (at === index ? step : each)))
  const add = () => {
    const usual: StepMoment[] = [
      { measure: 'share_left', share: 0.25 },
      { measure: 'before_due', businessSeconds: 1800 },
      { measure: 'after_due', businessSeconds: 0 },
    ]
    const taken = (when: StepMoment) => value.some((step) => step.when.measure === when.measure)
    const when = usual.find((each) => !taken(each)) ?? { measure: 'after_due', businessSeconds: 3600 }
    onChange(inOrder([...value, { when, to: { who: 'owner' }, channel: 'console' }]))
  }
  return (
    <div className={css.stack}>
      {value.length === 0 && <p className={css.quiet}>{w.step.none()}</p>}
      {value.length > 0 && (
        <ol className={css.steps}>
          {value.map((step, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: steps have no identity but their place
            <li key={index} className={css.step}>
              <fieldset className={css.stepFields}>
                <legend className={css.unseen}>{w.step.nth({ n: index + 1 })}</legend>
                <Moment
                  value={step.when}
                  error={mistakeAt(issues, `spec.steps.${index}.when`)}
                  onChange={(when) => change(index, { ...step, when })}
                />
                <StepPersonField
                  label={w.step.whom()}
                  names={names}
                  value={step.to}
                  error={mistakeAt(issues, `spec.steps.${index}.to`)}
                  onChange={(to) => change(index, { ...step, to })}
                />
                <NativeSelect
                  aria-label={w.step.channel()}
                  value={step.channel}
                  error={mistakeAt(issues, `spec.steps.${index}.channel`)}
                  data={(['console', 'mail'] as const).map((each) => ({
                    value: each,
                    label: w.step.channelIs[each](),
                  }))}
                  onChange={(event) =>
                    change(index, { ...step, channel: event.currentTarget.value as PolicyStep['channel'] })
                  }
                />
              </fieldset>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={w.step.remove({ n: index + 1 })}
                onClick={() => onChange(value.filter((_, at) => at !== index))}
              >
                <IconX size={16} />
              </ActionIcon>
            </li>
          ))}
        </ol>
      )}
      <div>
        <Action
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabledBecause={value.length >= mostSteps ? w.step.enough({ n: mostSteps }) : null}
          onClick={add}
        >
          {w.step.add()}
        </Action>
      </div>
    </div>
  )
}

interface MomentProps {
  readonly value: StepMoment
  readonly error: string | undefined
  readonly onChange: (value: StepMoment) => void
}

function Moment({ value, error, onChange }: MomentProps) {
  const invalid = error !== undefined
  return (
    <div className={css.moment}>
      <div className={durationCss.parts}>
        {value.measure === 'share_left' ? (
          <span className={durationCss.with}>
            <NumberBox
              label={w.step.share()}
              value={Number.isFinite(value.share) ? Math.round(value.share * 100) : value.share}
              invalid={invalid}
              onChange={(share) => onChange({ ...value, share: share / 100 })}
            />
            <span aria-hidden>%</span>
          </span>
        ) : (
          <HoursBox
            label={w.step.when()}
            value={value.measure === 'wall_after_due' ? value.seconds : value.businessSeconds}
            invalid={invalid}
            onChange={(seconds) =>
              onChange(
                value.measure === 'wall_after_due' ? { ...value, seconds } : { ...value, businessSeconds: seconds },
              )
            }
          />
        )}
        <NativeSelect
          className={durationCss.unit ?? ''}
          aria-label={w.step.when()}
          value={value.measure}
          data={measures.map((each) => ({ value: each, label: w.step.measure[measureKeys[each]]() }))}
          onChange={(event) => onChange(measured(event.currentTarget.value as StepMoment['measure'], value))}
        />
      </div>
      {error && (
        <p className={css.error} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}

/** The moment in another measure, with the same length of time where there was one. */
function measured(measure: StepMoment['measure'], before: StepMoment): StepMoment {
  if (measure === 'share_left') return { measure, share: 0.25 }
  const seconds =
    before.measure === 'share_left'
      ? 3600
      : before.measure === 'wall_after_due'
        ? before.seconds
        : before.businessSeconds
  return measure === 'wall_after_due' ? { measure, seconds } : { measure, businessSeconds: seconds }
}
