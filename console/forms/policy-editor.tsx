import '@mantine/core/styles/Switch.css'
import { Checkbox, NativeSelect, Switch, TextInput } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import type { Issue } from '../api/problem.ts'
import { type PolicySpec, type Trigger, triggers } from '../parts/policy-data.ts'
import type { Names } from '../parts/policy-names.ts'
import { triggerWords } from '../parts/policy-sentence.ts'
import { w } from '../parts/policy-words.tsx'
import { promiseKinds } from '../parts/promise-data.ts'
import { m } from '../ui/text.ts'
import { DurationField } from './duration.tsx'
import { ConditionsField } from './policy-conditions.tsx'
import { type Draft, mistakeAt } from './policy-draft.ts'
import css from './policy-editor.module.css'
import { CalendarField, OwnerField } from './policy-people.tsx'
import { StepsField } from './policy-steps.tsx'
import { WordingField } from './policy-wording.tsx'

interface Props {
  readonly draft: Draft
  readonly issues: readonly Issue[]
  readonly names: Names
  /** `path` is what was changed, as the API names it. */
  readonly onChange: (draft: Draft, path: string) => void
}

/** A policy, read like a sentence: when … then we promise … by … who … warn. */
export function PolicyEditor({ draft, issues, names, onChange }: Props) {
  const { spec } = draft
  const form = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (issues.length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [issues])
  const set = (changed: Partial<PolicySpec>, path = Object.keys(changed)[0] ?? '') =>
    onChange({ ...draft, spec: { ...spec, ...changed } }, `spec.${path}`)
  const wrong = (path: string) => mistakeAt(issues, path)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a whole
    <div ref={form} role="group" aria-label={w.editor.label()} className={css.editor}>
      <Part title={w.editor.nameTitle()}>
        <TextInput
          aria-label={w.editor.name()}
          aria-required
          value={draft.name}
          error={wrong('name')}
          placeholder={w.editor.nameExample()}
          onChange={(event) => onChange({ ...draft, name: event.currentTarget.value }, 'name')}
        />
        <Switch
          label={w.editor.enabled()}
          description={draft.enabled ? w.editor.enabledSays() : w.editor.disabledSays()}
          checked={draft.enabled}
          onChange={(event) => onChange({ ...draft, enabled: event.currentTarget.checked }, 'enabled')}
        />
      </Part>
      <Part title={w.editor.when()}>
        <NativeSelect
          aria-label={w.editor.trigger()}
          value={spec.trigger}
          error={wrong('spec.trigger')}
          data={(Object.keys(triggers) as Trigger[]).map((each) => ({ value: each, label: triggerWords(each) }))}
          onChange={(event) => {
            const trigger = event.currentTarget.value as Trigger
            set({ trigger, ahead: trigger === 'promotion_planned' && spec.ahead }, 'trigger')
          }}
        />
        <ConditionsField
          value={spec.conditions}
          issues={issues}
          names={names}
          onChange={(conditions, changed) => set({ conditions }, `conditions.${changed}`)}
        />
      </Part>
      <Part title={w.editor.then()}>
        <NativeSelect
          aria-label={w.editor.kind()}
          value={spec.kind}
          error={wrong('spec.kind')}
          data={Object.entries(promiseKinds).map(([value, key]) => ({ value, label: m.promise.kind[key]() }))}
          onChange={(event) => set({ kind: event.currentTarget.value as PolicySpec['kind'] })}
        />
        <WordingField value={spec.wording} issues={issues} onChange={(wording) => set({ wording })} />
        <Checkbox
          label={w.editor.toCustomer()}
          description={spec.toCustomer ? w.editor.toCustomerSays() : w.editor.withinFirmSays()}
          checked={spec.toCustomer}
          onChange={(event) => set({ toCustomer: event.currentTarget.checked, asks: false })}
        />
        {((spec.kind === 'follow_up' && !spec.toCustomer) || spec.asks) && (
          <Checkbox
            label={w.editor.asks()}
            description={w.editor.asksSays()}
            checked={spec.asks}
            error={wrong('spec.asks')}
            onChange={(event) => set({ asks: event.currentTarget.checked }, 'asks')}
          />
        )}
        <Checkbox
          label={w.editor.pausable()}
          description={w.editor.pausableSays()}
          checked={spec.pausable}
          onChange={(event) => set({ pausable: event.currentTarget.checked })}
        />
        <Checkbox
          label={w.editor.repeats()}
          description={w.editor.repeatsSays()}
          checked={spec.repeats}
          onChange={(event) => set({ repeats: event.currentTarget.checked })}
        />
      </Part>
      <Part title={w.editor.by()}>
        <DurationField
          label={w.editor.duration()}
          value={spec.duration}
          error={wrong('spec.duration')}
          onChange={(duration) => set({ duration })}
        />
        {spec.trigger === 'promotion_planned' && (
          <Checkbox
            label={w.editor.ahead()}
            description={w.editor.aheadSays()}
            checked={spec.ahead}
            error={wrong('spec.ahead')}
            onChange={(event) => set({ ahead: event.currentTarget.checked })}
          />
        )}
        <Target spec={spec} error={wrong('spec.target')} onChange={(target) => set({ target }, 'target')} />
        <Labelled label={w.editor.calendar()}>
          <CalendarField
            label={w.editor.calendar()}
            names={names}
            value={spec.calendar}
            error={wrong('spec.calendar')}
            onChange={(calendar) => set({ calendar })}
          />
        </Labelled>
      </Part>
      <Part title={w.editor.who()}>
        <OwnerField
          label={w.editor.owner()}
          names={names}
          value={spec.owner}
          error={wrong('spec.owner')}
          onChange={(owner) => set({ owner })}
        />
      </Part>
      <Part title={w.editor.warn()}>
        <StepsField value={spec.steps} issues={issues} names={names} onChange={(steps) => set({ steps })} />
      </Part>
    </div>
  )
}

/** One part of the sentence, with its first word beside it. */
const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className={css.part}>
    <h2 className={css.word}>{title}</h2>
    <div className={css.fields}>{children}</div>
  </section>
)

const Labelled = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className={css.labelled}>
    <span className={css.label} aria-hidden>
      {label}
    </span>
    {children}
  </div>
)

interface TargetProps {
  readonly spec: PolicySpec
  readonly error: string | undefined
  readonly onChange: (target: PolicySpec['target']) => void
}

/** What the firm aims at: sooner than what it promises, and never told. */
function Target({ spec, error, onChange }: TargetProps) {
  return (
    <>
      <Checkbox
        label={w.editor.aims()}
        description={w.editor.aimsSays()}
        checked={spec.target !== undefined}
        onChange={(event) => onChange(event.currentTarget.checked ? spec.duration : undefined)}
      />
      {spec.target && (
        <div className={css.indented}>
          <DurationField label={w.editor.target()} quietLabel value={spec.target} error={error} onChange={onChange} />
        </div>
      )}
    </>
  )
}
