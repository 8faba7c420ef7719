import { ActionIcon, Menu, NativeSelect } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { Issue } from '../api/problem.ts'
import { type ConditionName, type Conditions, channels, conditionNames } from '../parts/policy-data.ts'
import type { Names } from '../parts/policy-names.ts'
import { channelWords } from '../parts/policy-sentence.ts'
import { w } from '../parts/policy-words.tsx'
import { requestKinds } from '../parts/request-kind.ts'
import { Action } from '../ui/action.tsx'
import { languageNames, languages, m } from '../ui/text.ts'
import type { Choice } from './plain-fields.tsx'
import { mistakeAt } from './policy-draft.ts'
import css from './policy-editor.module.css'
import { PickField } from './policy-picks.tsx'

interface Props {
  readonly value: Conditions
  readonly issues: readonly Issue[]
  readonly names: Names
  readonly onChange: (value: Conditions, changed: ConditionName) => void
}

/** What else must be so: each condition with its values as chips; without any the policy always promises. */
export function ConditionsField({ value, issues, names, onChange }: Props) {
  const [added, setAdded] = useState<ConditionName | null>(null)
  const present = conditionNames.filter((name) => value[name] !== undefined)
  const left = conditionNames.filter((name) => value[name] === undefined)
  const set = (name: ConditionName, next: Conditions[ConditionName]) => {
    const others = Object.fromEntries(Object.entries(value).filter(([each]) => each !== name)) as Conditions
    onChange(next === undefined ? others : { ...others, [name]: next }, name)
  }
  return (
    <div className={css.stack}>
      {present.map((name) => (
        <div key={name} className={css.condition}>
          <span className={css.conditionName}>{w.condition.name[name]()}</span>
          <div className={css.conditionValue}>
            {name === 'hours' ? (
              <NativeSelect
                aria-label={w.condition.name.hours()}
                autoFocus={added === 'hours'}
                value={value.hours ?? 'open'}
                error={mistakeAt(issues, 'spec.conditions.hours')}
                data={(['open', 'closed'] as const).map((each) => ({
                  value: each,
                  label: w.condition.hoursAre[each](),
                }))}
                onChange={(event) => set('hours', event.currentTarget.value as 'open' | 'closed')}
              />
            ) : (
              <PickField
                label={w.condition.name[name]()}
                value={value[name] ?? []}
                error={mistakeAt(issues, `spec.conditions.${name}`)}
                choices={choicesFor(name, names)}
                free={freeText.has(name)}
                autoFocus={added === name}
                onChange={(next) => set(name, next as Conditions[typeof name])}
              />
            )}
          </div>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={w.condition.remove({ name: w.condition.name[name]() })}
            onClick={() => set(name, undefined)}
          >
            <IconX size={16} />
          </ActionIcon>
        </div>
      ))}
      {present.length === 0 && <p className={css.quiet}>{w.condition.none()}</p>}
      {left.length > 0 && (
        <div>
          <Menu position="bottom-start" width={240} shadow="md" returnFocus={false}>
            <Menu.Target>
              <Action size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />}>
                {w.condition.add()}
              </Action>
            </Menu.Target>
            <Menu.Dropdown>
              {left.map((name) => (
                <Menu.Item
                  key={name}
                  onClick={() => {
                    setAdded(name)
                    set(name, name === 'hours' ? 'open' : [])
                  }}
                >
                  {w.condition.name[name]()}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </div>
      )}
    </div>
  )
}

/** Names that the firm gives: what is typed counts. */
const freeText: ReadonlySet<ConditionName> = new Set(['channels', 'stages', 'priorities', 'segments'])

/** What is offered for a condition by name. */
export function choicesFor(name: ConditionName, names: Names): Choice[] {
  switch (name) {
    case 'channels':
      return Object.keys(channels).map((value) => ({ value, label: channelWords(value) }))
    case 'kinds':
      return requestKinds.map((value) => ({ value, label: m.request.kind[value]() }))
    case 'serviceIds':
      return [...names.services].map(([value, label]) => ({ value, label }))
    case 'languages':
      return languages.map((value) => ({ value, label: languageNames[value] }))
    default:
      return []
  }
}
