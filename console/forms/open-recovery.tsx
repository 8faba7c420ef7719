import { useEffect, useState } from 'react'
import type { Input, Output } from '../api/contract.ts'
import { useRead } from '../api/read.ts'
import { useMay, useSession } from '../api/session.tsx'
import { WithActingWords } from '../parts/acting-words.tsx'
import { promiseKinds } from '../parts/promise-data.ts'
import { v } from '../parts/recovery-words.tsx'
import { facts } from '../ui/stacked.tsx'
import { type Language, m } from '../ui/text.ts'
import { absolute, readerZone } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { Trouble } from '../ui/trouble.tsx'
import { instantAt } from '../ui/zoned-time.ts'
import { CheckField } from './fields.tsx'
import { InCharge } from './in-charge.tsx'
import css from './open-recovery.module.css'
import { ChoiceField, TextField } from './plain-fields.tsx'
import { ReasonFields } from './reason-fields.tsx'
import { RuleFields, type RuleValues, ruleErrors, ruleOf, ruleValues } from './recovery-rule.tsx'
import { WriteSheet } from './write-sheet.tsx'

/** Fetched with the file. */
export const texts = [WithActingWords]

type Affected = Input<'recoveries.readAffected'>

interface Values extends RuleValues {
  readonly title: string
  readonly serviceId: string
  readonly category: string
  readonly area: string
  readonly ownerId: string
  readonly ownerTeamId: string
  readonly kind: string
  readonly from: string
  readonly to: string
  readonly atRisk: boolean
  readonly reasonId: string
  readonly reason: string
  readonly holding: boolean
  readonly inCharge: string
}

interface Props {
  readonly onDone: (opened: Output<'recoveries.open'>) => void
  readonly onClose: () => void
}

/** Something happened: what it touches, why, and how new dates are found. Nobody is told anything by this. */
export function OpenRecovery({ onDone, onClose }: Props) {
  const { member, organization } = useSession()
  const [touched, setTouched] = useState<Output<'recoveries.readAffected'> | null>(null)
  const mayMany = useMay()('recoveries.openMany')
  return (
    <WithActingWords>
      <WriteSheet
        operation="recoveries.open"
        title={v.event.title()}
        lead={v.event.lead()}
        submit={v.event.submit({ n: touched?.promises ?? 0 })}
        submitDisabledBecause={() =>
          touched?.promises === 0
            ? v.event.nothing()
            : touched && touched.customers > 1 && !mayMany
              ? v.event.oneOnly()
              : null
        }
        size={640}
        initial={
          {
            ...{ title: '', serviceId: '', category: '', area: '', ownerId: '', ownerTeamId: '', kind: '' },
            ...{ from: '', to: '', atRisk: false, reasonId: '', reason: '', holding: false, inCharge: member.id },
            ...ruleValues(null),
          } as Values
        }
        check={(values) => ({
          title: values.title.trim() ? undefined : m.common.required(),
          ...ruleErrors(values),
        })}
        input={(values) => {
          const { kind, atRisk, ...rest } = affectedOf(values)
          return {
            title: values.title,
            affected: {
              ...rest,
              ...(kind ? { kinds: [kind] } : {}),
              ...(atRisk ? { atRisk: true } : {}),
            },
            dates: ruleOf(values) ?? { by: 'forecast', confidence: 0.9 },
            reasonId: values.reasonId || null,
            reason: values.reason,
            holding: values.holding,
            ownerId: values.inCharge,
          }
        }}
        onDone={(opened) => {
          toast(v.event.opened())
          onDone(opened)
        }}
        onClose={onClose}
      >
        {(form) => (
          <>
            <TextField
              {...form.field('title')}
              label={v.event.name()}
              description={v.event.nameSays()}
              required
              autoFocus
              maxLength={200}
            />
            <fieldset className={css.group}>
              <legend>{v.event.touches()}</legend>
              <div className={css.filters}>
                <Choices {...form.field('serviceId')} of="services.list" label={v.event.service()} />
                <ChoiceField
                  {...form.field('kind')}
                  label={v.event.kind()}
                  choices={[
                    { value: '', label: v.event.any() },
                    ...Object.entries(promiseKinds).map(([value, key]) => ({ value, label: m.promise.kind[key]() })),
                  ]}
                />
                <TextField {...form.field('category')} label={v.event.category()} maxLength={200} />
                <TextField {...form.field('area')} label={v.event.area()} maxLength={200} />
                <Choices {...form.field('ownerId')} of="members.list" label={v.event.owner()} />
                <Choices {...form.field('ownerTeamId')} of="teams.list" label={v.event.team()} />
                <TextField {...form.field('from')} label={v.event.dueFrom()} type="date" />
                <TextField {...form.field('to')} label={v.event.dueTo()} type="date" />
              </div>
              <CheckField {...form.field('atRisk')} label={v.event.atRisk()} />
              <Touched affected={affectedOf(form.values)} onRead={setTouched} />
            </fieldset>
            <RuleFields form={form as never} />
            <ReasonFields
              reasonId={form.field('reasonId')}
              reason={form.field('reason')}
              label={v.field.reason()}
              says={v.field.reasonSays()}
              language={organization.language as Language}
              optional
            />
            <CheckField {...form.field('holding')} label={v.field.holding()} description={v.field.holdingSays()} />
            <InCharge {...form.field('inCharge')} />
          </>
        )}
      </WriteSheet>
    </WithActingWords>
  )
}

interface ChoicesProps {
  readonly of: 'services.list' | 'members.list' | 'teams.list'
  readonly label: string
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (value: string) => void
}

function Choices({ of, ...field }: ChoicesProps) {
  const all = useRead(of, { limit: 200 }).data?.items ?? []
  return (
    <ChoiceField
      {...field}
      choices={[{ value: '', label: v.event.any() }, ...all.map(({ id, name }) => ({ value: id, label: name }))]}
    />
  )
}

/** What was chosen, as the API takes it. Days are whole ones of the reader. */
function affectedOf(values: Values): Affected {
  const from = values.from ? instantAt({ date: values.from, time: '00:00' }, readerZone) : null
  const to = values.to ? instantAt({ date: dayAfter(values.to), time: '00:00' }, readerZone) : null
  return {
    ...(values.serviceId ? { serviceId: values.serviceId } : {}),
    ...(values.category.trim() ? { category: values.category.trim() } : {}),
    ...(values.area.trim() ? { area: values.area.trim() } : {}),
    ...(values.ownerId ? { ownerId: values.ownerId } : {}),
    ...(values.ownerTeamId ? { ownerTeamId: values.ownerTeamId } : {}),
    ...(values.kind ? { kind: values.kind as NonNullable<Affected['kind']> } : {}),
    ...(values.atRisk ? { atRisk: 'true' as const } : {}),
    ...(from ? { dueFrom: from } : {}),
    ...(to ? { dueBefore: to } : {}),
  }
}

const dayAfter = (date: string): string =>
  new Date(Date.parse(`${date}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

// Long enough not to ask for every letter of a category.
const typingMilliseconds = 250

/** How many promises it touches, of how many customers, and the first of them: counted while somebody chooses. */
function Touched({
  affected,
  onRead,
}: {
  affected: Affected
  onRead: (read: Output<'recoveries.readAffected'> | null) => void
}) {
  const text = JSON.stringify(affected)
  const [asked, setAsked] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), typingMilliseconds)
    return () => clearTimeout(timer)
  }, [text])
  const { data, error, isPlaceholderData } = useRead('recoveries.readAffected', JSON.parse(asked) as Affected, {
    keep: true,
  })
  const known = data && asked === text && !isPlaceholderData ? data : null
  useEffect(() => onRead(known), [known, onRead])
  if (error) return <Trouble error={error} />
  return (
    <div className={css.touched} aria-busy={known === null}>
      <p className={css.count} role="status">
        {!data
          ? v.event.counting()
          : data.promises === 0
            ? v.event.nothing()
            : v.event.count({ promises: data.promises, customers: data.customers })}
      </p>
      {data && data.first.length > 0 && (
        <details>
          <summary>{v.event.first()}</summary>
          <ul className={css.first}>
            {data.first.map((one) => (
              <li key={one.promiseId}>
                <span className="own-words">{facts(one.customerName, one.wording)}</span>
                <time dateTime={one.dueAt}>{absolute(one.dueAt)}</time>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
