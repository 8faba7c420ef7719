import type { Input } from '../api/contract.ts'
import { causes, type Reason, r } from '../parts/reason-words.tsx'
import { type Language, languageNames, languages, m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { LongTextField } from './fields.tsx'
import type { Form } from './form.ts'
import { ChoiceField, TextField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

type Sentences = Record<`why.${Language}`, string>
type Values = Sentences & { readonly name: string; readonly cause: '' | (typeof causes)[number] }

const key = (language: Language) => `why.${language}` as const

const sentencesOf = (why: Reason['why']): Sentences =>
  Object.fromEntries(languages.map((each) => [key(each), why[each] ?? ''])) as Sentences

const checkFor = (firm: Language) => (values: Values) => ({
  name: values.name.trim() ? undefined : m.common.required(),
  [key(firm)]: values[key(firm)].trim() ? undefined : m.common.required(),
})

const inputOf = (values: Values): Input<'reasons.create'> => ({
  name: values.name,
  cause: values.cause || null,
  why: Object.fromEntries(languages.map((each) => [each, values[key(each)].trim()]).filter(([, text]) => text)),
})

interface Props {
  readonly firm: Language
  readonly onClose: () => void
}

export const NewReason = ({ firm, onClose }: Props) => (
  <WriteSheet
    operation="reasons.create"
    title={r.add()}
    submit={r.add()}
    initial={{ name: '', cause: '', ...sentencesOf({}) } as Values}
    check={checkFor(firm)}
    input={inputOf}
    onDone={() => toast(m.common.saved())}
    onClose={onClose}
  >
    {(form) => <Fields form={form} firm={firm} />}
  </WriteSheet>
)

export const EditReason = ({ reason, firm, onClose }: Props & { readonly reason: Reason }) => (
  <WriteSheet
    operation="reasons.update"
    title={reason.name}
    submit={m.common.save()}
    version={reason.version}
    initial={{ name: reason.name, cause: reason.cause ?? '', ...sentencesOf(reason.why) } as Values}
    check={checkFor(firm)}
    input={(values) => ({ id: reason.id, ...inputOf(values) })}
    onDone={() => toast(m.common.saved())}
    onClose={onClose}
  >
    {(form) => <Fields form={form} firm={firm} />}
  </WriteSheet>
)

function Fields({ form, firm }: { form: Form<Values>; firm: Language }) {
  const others = languages.filter((each) => each !== firm)
  return (
    <>
      <TextField {...form.field('name')} label={r.field.name()} description={r.field.nameSays()} required autoFocus />
      <ChoiceField
        {...form.field('cause')}
        label={r.field.cause()}
        description={r.field.causeSays()}
        choices={[
          { value: '', label: r.field.causeNone() },
          ...causes.map((cause) => ({ value: cause, label: r.cause[cause]() })),
        ]}
      />
      <LongTextField
        {...form.field(key(firm))}
        label={r.field.why({ language: languageNames[firm] })}
        description={r.field.whySays()}
        rows={2}
        required
      />
      <details>
        <summary>{r.field.otherLanguages()}</summary>
        {others.map((each) => (
          <LongTextField
            key={each}
            {...form.field(key(each))}
            label={r.field.why({ language: languageNames[each] })}
            rows={2}
          />
        ))}
      </details>
    </>
  )
}
