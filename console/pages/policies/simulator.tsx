import { Loader, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { api } from '../../api/call.ts'
import { useRead } from '../../api/read.ts'
import { useSession } from '../../api/session.tsx'
import { CustomerField } from '../../forms/customer-field.tsx'
import { MomentField } from '../../forms/fields.tsx'
import { choicesFor } from '../../forms/policy-conditions.tsx'
import { numbersMissing, specOf } from '../../forms/policy-draft.ts'
import {
  type Facts as FactsOf,
  type PolicySpec,
  type Situation,
  type Trigger,
  triggers,
} from '../../parts/policy-data.ts'
import type { Names } from '../../parts/policy-names.ts'
import { triggerWords } from '../../parts/policy-sentence.ts'
import { w } from '../../parts/policy-words.tsx'
import { Note } from '../../ui/note.tsx'
import { language, m } from '../../ui/text.ts'
import { useNow } from '../../ui/time.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { instantAt, type WallTime, wallTime } from '../../ui/zoned-time.ts'
import { SimulationResult } from './simulation-result.tsx'
import css from './simulator.module.css'
import { fittingFacts, type Preset, presetMoment, presets, withoutEmpty } from './situation.ts'

interface Props {
  /** The rules to try, saved or not; null tries every policy of the firm. */
  readonly spec: PolicySpec | null
  readonly names: Names
}

type Fact = keyof FactsOf

const typingMilliseconds = 250

/** "A mail arriving Friday 17:50 …": what would be promised, by when, and why then. Nothing is recorded. */
export function Simulator({ spec, names }: Props) {
  const { organization } = useSession()
  const zone = organization.timeZone
  const now = useNow()
  const holidays = useHolidays(spec)
  const [chosen, setChosen] = useState<{ preset: Preset | null; wall: WallTime | null }>({
    preset: 'fridayEvening',
    wall: presetMoment('fridayEvening', now, zone, []),
  })
  const [otherTrigger, setOtherTrigger] = useState<Trigger | null>(null)
  const [said, setSaid] = useState<Partial<Record<Fact, string>>>({})
  const trigger = otherTrigger ?? spec?.trigger ?? 'request_opened'
  // Whoever tries all policies begins with a mail.
  const facts = withoutEmpty({ ...fittingFacts(spec?.trigger ?? 'message_in', spec?.conditions ?? {}), ...said })
  const at = chosen.wall ? instantAt(chosen.wall, zone) : null
  const complete = spec === null || numbersMissing(spec).length === 0
  const input: Situation = { ...(spec ? { spec: worded(spec) } : {}), trigger, ...(at ? { at } : {}), facts }
  const [asked] = useDebouncedValue(complete ? JSON.stringify(input) : '', typingMilliseconds)
  const simulation = useQuery({
    queryKey: ['policies.simulate', asked],
    queryFn: ({ signal }) => api('policies.simulate', JSON.parse(asked) as Situation, { signal }),
    enabled: complete && asked !== '',
    placeholderData: keepPreviousData,
    retry: false,
  })
  const what = (
    <NativeSelect
      label={w.simulator.what()}
      value={trigger}
      data={(Object.keys(triggers) as Trigger[]).map((each) => ({ value: each, label: triggerWords(each) }))}
      onChange={(event) => setOtherTrigger(event.currentTarget.value as Trigger)}
    />
  )
  return (
    <section className={spec ? css.simulator : css.plain} aria-labelledby="simulator-title">
      <h2 className={spec ? css.title : css.unseen} id="simulator-title">
        {w.simulator.title()}
      </h2>
      <div className={css.situation}>
        <p className={css.lead}>{w.simulator.lead()}</p>
        <fieldset className={css.presets}>
          <legend className={css.unseen}>{w.simulator.moments()}</legend>
          {presets.map((preset) => {
            const wall = presetMoment(preset, now, zone, holidays)
            if (wall === null && preset !== 'now') return null
            return (
              <button
                key={preset}
                type="button"
                className={css.preset}
                aria-pressed={chosen.preset === preset}
                onClick={() => setChosen({ preset, wall })}
              >
                {w.simulator.preset[preset]()}
              </button>
            )
          })}
        </fieldset>
        {spec === null && what}
        <MomentField
          label={w.simulator.at()}
          zone={zone}
          value={chosen.wall ?? wallTime(now, zone)}
          error={chosen.wall && !at ? m.common.required() : undefined}
          onChange={(wall) => setChosen({ preset: null, wall })}
        />
        <Facts
          facts={facts}
          shown={factsAsked(spec, trigger)}
          names={names}
          onChange={(fact, value) => setSaid({ ...said, [fact]: value })}
        >
          {spec !== null && what}
        </Facts>
      </div>
      <div className={css.result} aria-live="polite" aria-busy={simulation.isFetching}>
        {!complete && <Note>{w.simulator.incomplete()}</Note>}
        {complete && simulation.isPending && <Loader size="sm" aria-label={m.common.loading()} />}
        {complete && simulation.isError && <Trouble error={simulation.error} />}
        {complete && simulation.data && <SimulationResult simulation={simulation.data} spec={spec} />}
      </div>
    </section>
  )
}

/** What is sent of rules that have no words yet: a date can be had before the sentence. */
function worded(spec: PolicySpec): PolicySpec {
  const sent = specOf(spec)
  return Object.keys(sent.wording).length > 0 ? sent : { ...sent, wording: { [language]: '…' } }
}

/** The holidays of the calendar that counts, as far as that can be told without a situation. */
function useHolidays(spec: PolicySpec | null): string[] {
  const calendars = useRead('calendars.list', {})
  const chosen = spec?.calendar.use === 'calendar' ? spec.calendar.calendarId : null
  const id = chosen ?? calendars.data?.items.find((calendar) => calendar.isDefault)?.id
  const calendar = useRead('calendars.get', { id: id ?? '' }, { enabled: id !== undefined })
  return calendar.data?.holidays.map(({ date }) => date) ?? []
}

const factOf = {
  channels: 'channel',
  kinds: 'kind',
  stages: 'stage',
  serviceIds: 'serviceId',
  priorities: 'priority',
  segments: 'segment',
  languages: 'language',
} as const satisfies Record<string, Fact>
type Known = keyof typeof factOf

/** The facts that matter to a policy; the others are folded away. */
function factsAsked(spec: PolicySpec | null, trigger: Trigger): ReadonlySet<Known> {
  if (spec === null)
    return new Set(trigger === 'stage_reached' ? ['channels', 'kinds', 'stages'] : ['channels', 'kinds'])
  const asked = (Object.keys(factOf) as Known[]).filter((name) => (spec.conditions[name]?.length ?? 0) > 0)
  return new Set([...asked, ...(trigger === 'message_in' ? (['channels'] as const) : [])])
}

interface FactsProps {
  readonly facts: FactsOf
  readonly shown: ReadonlySet<Known>
  readonly names: Names
  readonly onChange: (fact: Fact, value: string) => void
  /** What else can be said about the situation. */
  readonly children: ReactNode
}

function Facts({ facts, shown, names, onChange, children }: FactsProps) {
  const all = Object.keys(factOf) as Known[]
  const field = (name: Known): ReactNode => {
    const fact = factOf[name]
    const value = String(facts[fact] ?? '')
    const label = w.condition.name[name]()
    const choices = choicesFor(name, names)
    if (choices.length === 0)
      return (
        <TextInput
          key={name}
          label={label}
          value={value}
          onChange={(event) => onChange(fact, event.currentTarget.value)}
        />
      )
    const known = value === '' || choices.some((choice) => choice.value === value)
    return (
      <NativeSelect
        key={name}
        label={label}
        value={value}
        data={[
          { value: '', label: w.simulator.any() },
          ...(known ? [] : [{ value, label: value }]),
          ...choices.map((choice) => ({ ...choice })),
        ]}
        onChange={(event) => onChange(fact, event.currentTarget.value)}
      />
    )
  }
  return (
    <>
      {shown.size > 0 && <div className={css.facts}>{all.filter((name) => shown.has(name)).map(field)}</div>}
      <details className={css.more}>
        <summary>{w.simulator.more()}</summary>
        <div className={css.facts}>
          {children}
          {all.filter((name) => !shown.has(name)).map(field)}
          <CustomerField
            label={m.requests.customer()}
            value={facts.customerId ?? ''}
            error={undefined}
            onChange={(id) => onChange('customerId', id)}
          />
        </div>
      </details>
    </>
  )
}
