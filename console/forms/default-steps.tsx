import { ActionIcon, NativeSelect } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { Output } from '../api/contract.ts'
import type { Names } from '../parts/policy-names.ts'
import { kindWords } from '../parts/policy-sentence.ts'
import { w } from '../parts/policy-words.tsx'
import { promiseKinds } from '../parts/promise-data.ts'
import { m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { inOrder } from './policy-draft.ts'
import { StepsField } from './policy-steps.tsx'
import { WriteSheet } from './write-sheet.tsx'

interface Props {
  readonly value: Output<'defaultSteps.read'>
  readonly names: Names
  readonly onClose: () => void
}

/** Whom to warn of promises that people make themselves. */
export const ChangeDefaultSteps = ({ value, names, onClose }: Props) => (
  <WriteSheet
    operation="defaultSteps.update"
    title={w.byHand.title()}
    lead={w.byHand.lead()}
    submit={m.common.save()}
    size={620}
    initial={{ steps: value.steps, byKind: value.byKind }}
    input={({ steps, byKind }) => ({
      steps: inOrder(steps),
      byKind: Object.fromEntries(Object.entries(byKind).map(([kind, own]) => [kind, inOrder(own)])),
      ifVersion: value.version,
    })}
    onDone={() => toast(m.common.saved())}
    onClose={onClose}
  >
    {(form) => (
      <>
        <StepsField value={form.values.steps} issues={[]} names={names} onChange={form.field('steps').onChange} />
        <ByKind value={form.values.byKind} names={names} onChange={form.field('byKind').onChange} />
      </>
    )}
  </WriteSheet>
)

type Ladders = Output<'defaultSteps.read'>['byKind']
type Kind = keyof Ladders

interface ByKindProps {
  readonly value: Ladders
  readonly names: Names
  readonly onChange: (value: Ladders) => void
}

/** Ladders of some kinds of promise, instead of the steps of all. */
function ByKind({ value, names, onChange }: ByKindProps) {
  const kinds = Object.keys(promiseKinds) as Kind[]
  const own = kinds.filter((kind) => value[kind] !== undefined)
  return (
    <section style={{ display: 'grid', gap: 16 }}>
      <h3 style={{ margin: 0 }}>{w.byHand.ofKinds()}</h3>
      {own.map((kind) => (
        <fieldset key={kind} style={{ margin: 0, padding: 0, border: 0 }}>
          <legend style={{ display: 'flex', gap: 8, alignItems: 'center', fontWeight: 560 }}>
            {kindWords(kind)}
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`${m.common.remove()}: ${kindWords(kind)}`}
              onClick={() => {
                const { [kind]: _, ...rest } = value
                onChange(rest)
              }}
            >
              <IconX size={16} />
            </ActionIcon>
          </legend>
          <StepsField
            value={value[kind] ?? []}
            issues={[]}
            names={names}
            onChange={(steps) => onChange({ ...value, [kind]: steps })}
          />
        </fieldset>
      ))}
      <NativeSelect
        aria-label={w.byHand.addKind()}
        value=""
        data={[
          { value: '', label: w.byHand.addKind() },
          ...kinds.filter((kind) => !own.includes(kind)).map((kind) => ({ value: kind, label: kindWords(kind) })),
        ]}
        onChange={(event) => {
          if (event.currentTarget.value) onChange({ ...value, [event.currentTarget.value]: [] })
        }}
      />
    </section>
  )
}
