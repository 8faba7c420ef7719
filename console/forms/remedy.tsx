import type { Input } from '../api/contract.ts'
import { kindName, kinds, type Remedy, w } from '../parts/making-words.tsx'
import { minorUnits, typed } from '../ui/money.ts'
import { type Language, languageNames, languages, m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { LongTextField } from './fields.tsx'
import type { Form } from './form.ts'
import { ChoiceField, TextField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

type Wordings = Record<`wording.${Language}`, string>
type Values = Wordings & {
  readonly kind: Remedy['kind']
  readonly name: string
  readonly cost: string
  readonly conditions: string
  readonly validDays: string
}

interface Firm {
  readonly currency: string
  readonly language: Language
}

const key = (language: Language) => `wording.${language}` as const

const wordingsOf = (wording: Remedy['wording']): Wordings =>
  Object.fromEntries(languages.map((each) => [key(each), wording[each] ?? ''])) as Wordings

const checkFor =
  ({ currency, language }: Firm) =>
  (values: Values) => ({
    name: values.name.trim() ? undefined : m.common.required(),
    cost: values.cost.trim() === '' || minorUnits(values.cost, currency) !== null ? undefined : w.field.amountWrong(),
    validDays:
      values.validDays.trim() === '' || /^[1-9]\d{0,3}$/.test(values.validDays.trim())
        ? undefined
        : w.field.daysWrong(),
    [key(language)]: values[key(language)].trim() ? undefined : m.common.required(),
  })

function inputOf(values: Values, currency: string): Omit<Input<'remedies.create'>, 'kind'> {
  const said = languages.map((each) => [each, values[key(each)].trim()]).filter(([, text]) => text)
  return {
    name: values.name,
    cost: values.kind === 'apology' ? 0 : minorUnits(values.cost, currency),
    conditions: values.conditions,
    wording: Object.fromEntries(said),
    validDays: values.kind === 'credit' && values.validDays.trim() ? Number(values.validDays) : null,
  }
}

export function NewRemedy({ firm, onClose }: { firm: Firm; onClose: () => void }) {
  const initial: Values = { kind: 'discount', name: '', cost: '', conditions: '', validDays: '', ...wordingsOf({}) }
  return (
    <WriteSheet
      operation="remedies.create"
      title={w.library.add()}
      submit={w.library.add()}
      initial={initial}
      check={checkFor(firm)}
      input={(values) => ({ kind: values.kind, ...inputOf(values, firm.currency) })}
      onDone={() => toast(m.common.saved())}
      onClose={onClose}
    >
      {(form) => (
        <>
          <ChoiceField
            {...form.field('kind')}
            label={w.field.kind()}
            choices={(Object.keys(kinds) as Remedy['kind'][]).map((kind) => ({ value: kind, label: kindName(kind) }))}
          />
          <Fields form={form} firm={firm} />
        </>
      )}
    </WriteSheet>
  )
}

export function EditRemedy({ remedy, firm, onClose }: { remedy: Remedy; firm: Firm; onClose: () => void }) {
  const initial: Values = {
    kind: remedy.kind,
    name: remedy.name,
    cost: typed(remedy.cost, firm.currency),
    conditions: remedy.conditions,
    validDays: remedy.validDays === null ? '' : String(remedy.validDays),
    ...wordingsOf(remedy.wording),
  }
  return (
    <WriteSheet
      operation="remedies.update"
      title={remedy.name}
      lead={kindName(remedy.kind)}
      submit={m.common.save()}
      version={remedy.version}
      initial={initial}
      check={checkFor(firm)}
      input={(values) => ({ id: remedy.id, ...inputOf(values, firm.currency) })}
      onDone={() => toast(m.common.saved())}
      onClose={onClose}
    >
      {(form) => <Fields form={form} firm={firm} />}
    </WriteSheet>
  )
}

function Fields({ form, firm }: { form: Form<Values>; firm: Firm }) {
  const others = languages.filter((each) => each !== firm.language)
  return (
    <>
      <TextField {...form.field('name')} label={w.field.name()} description={w.field.nameSays()} required autoFocus />
      {form.values.kind !== 'apology' && (
        <TextField
          {...form.field('cost')}
          label={w.field.cost({ currency: firm.currency })}
          description={w.field.costSays()}
          inputMode="decimal"
        />
      )}
      {form.values.kind === 'credit' && (
        <TextField {...form.field('validDays')} label={w.field.validDays()} inputMode="numeric" maxLength={4} />
      )}
      <LongTextField {...form.field('conditions')} label={w.field.conditions()} rows={2} />
      <LongTextField
        {...form.field(key(firm.language))}
        label={w.field.wording({ language: languageNames[firm.language] })}
        description={w.field.wordingSays()}
        rows={2}
        required
      />
      <details>
        <summary>{w.field.otherLanguages()}</summary>
        {others.map((each) => (
          <LongTextField
            key={each}
            {...form.field(key(each))}
            label={w.field.wording({ language: languageNames[each] })}
            rows={2}
          />
        ))}
      </details>
    </>
  )
}
