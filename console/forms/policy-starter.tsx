import { Checkbox, Loader } from '@mantine/core'
import type { Output } from '../api/contract.ts'
import { useRead } from '../api/read.ts'
import { withinWords } from '../parts/policy-sentence.ts'
import { w } from '../parts/policy-words.tsx'
import { language, m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { Trouble } from '../ui/trouble.tsx'
import type { Form } from './form.ts'
import { ChoiceField } from './plain-fields.tsx'
import css from './policy-sheets.module.css'
import { WriteSheet } from './write-sheet.tsx'

type Industry = Output<'policies.readStarterSet'>['industries'][number]
type Norm = Output<'policies.readStarterSet'>['norms'][number]
type Code = Norm['code']

interface Values {
  readonly industry: Industry
  /** Norms that are not wanted. */
  readonly left: readonly Code[]
}

/** The usual norms of an industry, in its words: seen, ticked, and in use with one click. */
export function StarterSet({ onClose }: { onClose: () => void }) {
  const set = useRead('policies.readStarterSet', {})
  const offered = set.data?.norms.filter((norm) => norm.policyId === null).map((norm) => norm.code) ?? []
  return (
    <WriteSheet
      operation="policies.installStarterSet"
      title={w.starter.title()}
      lead={w.starter.lead()}
      submit={w.starter.submit()}
      size={640}
      initial={{ industry: 'general' as Industry, left: [] as readonly Code[] }}
      input={({ industry, left }) => ({ industry, norms: offered.filter((code) => !left.includes(code)) })}
      submitDisabledBecause={({ left }) => {
        if (!set.data) return m.common.loading()
        if (offered.length === 0) return w.starter.allThere()
        return offered.every((code) => left.includes(code)) ? w.starter.none() : null
      }}
      onDone={({ created }) => toast(w.starter.done({ n: created.length }))}
      onClose={onClose}
    >
      {(form) => (
        <>
          {set.isError && <Trouble error={set.error} onRetry={() => void set.refetch()} />}
          <ChoiceField
            {...form.field('industry')}
            label={w.starter.industry()}
            description={w.starter.industrySays()}
            choices={(set.data?.industries ?? ['general' as const]).map((value) => ({
              value,
              label: w.industry[industryKeys[value]](),
            }))}
          />
          <Choices form={form} />
        </>
      )}
    </WriteSheet>
  )
}

const industryKeys = {
  general: 'general',
  repair: 'repair',
  field_service: 'fieldService',
  agency: 'agency',
  clinic: 'clinic',
  it_provider: 'itProvider',
  shop: 'shop',
} as const satisfies Record<Industry, string>

function Choices({ form }: { form: Form<Values> }) {
  const { industry, left } = form.values
  const set = useRead('policies.readStarterSet', { industry }, { keep: true })
  if (!set.data) return <Loader size="sm" aria-label={m.common.loading()} />
  return (
    <ul className={css.norms}>
      {set.data.norms.map(({ code, name, spec, policyId }) => (
        <li key={code}>
          <Checkbox
            label={name}
            checked={policyId !== null || !left.includes(code)}
            disabled={policyId !== null}
            onChange={(event) =>
              form.set({ left: event.currentTarget.checked ? left.filter((each) => each !== code) : [...left, code] })
            }
            description={
              <>
                <span className={css.wording}>{spec.wording[language] ?? spec.wording.en ?? ''}</span>
                <span>
                  {policyId !== null
                    ? w.starter.present()
                    : [
                        w.starter.promise({ duration: withinWords(spec, spec.duration) }),
                        ...(spec.target ? [w.starter.aim({ duration: withinWords(spec, spec.target) })] : []),
                      ].join(' · ')}
                </span>
              </>
            }
          />
        </li>
      ))}
    </ul>
  )
}
