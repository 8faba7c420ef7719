import { useRead } from '../../api/read.ts'
import { CheckField } from '../../forms/fields.tsx'
import { InlineForm } from '../../forms/inline-form.tsx'
import { TextField } from '../../forms/plain-fields.tsx'
import { WithGuardWords, w } from '../../parts/guard-words.tsx'
import { paths } from '../../paths.ts'
import { A } from '../../ui/link.tsx'
import { Section } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'
import { toast } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { Asking } from './asking.tsx'

/** Fetched with the section. */
export const texts = [WithGuardWords]

/** How sure a promise must be, and from when one is at risk. */
export const Promising = () => (
  <>
    <WithGuardWords>
      <Rules />
    </WithGuardWords>
    <Asking />
  </>
)

const whole = (share: number): string => String(Math.round(share * 100))
const shareOf = (text: string): number => Number(text) / 100
const outside = (text: string, from: number): string | undefined =>
  /^\d{1,2}$/.test(text.trim()) && Number(text) >= from ? undefined : w.rules.range({ from, to: 99 })

function Rules() {
  const rules = useRead('promiseRules.read', {})
  const { data } = rules
  return (
    <Section title={w.rules.title()} lead={w.rules.lead()}>
      {rules.isError && <Trouble error={rules.error} onRetry={() => void rules.refetch()} />}
      {data && (
        <InlineForm
          key={data.version}
          operation="promiseRules.update"
          version={data.version}
          submit={m.common.save()}
          initial={{ floor: whole(data.floor), hardFloor: data.hardFloor, atRiskBelow: whole(data.atRiskBelow) }}
          check={({ floor, atRiskBelow }) => ({ floor: outside(floor, 0), atRiskBelow: outside(atRiskBelow, 1) })}
          input={({ floor, hardFloor, atRiskBelow }) => ({
            floor: shareOf(floor),
            hardFloor,
            atRiskBelow: shareOf(atRiskBelow),
          })}
          onDone={() => toast(m.common.saved())}
        >
          {(form) => (
            <>
              <TextField
                {...form.field('floor')}
                label={`${w.rules.floor()} (%)`}
                description={w.rules.floorSays()}
                inputMode="numeric"
                maxLength={2}
                required
              />
              <CheckField {...form.field('hardFloor')} label={w.rules.hard()} description={w.rules.hardSays()} />
              <TextField
                {...form.field('atRiskBelow')}
                label={`${w.rules.atRisk()} (%)`}
                description={w.rules.atRiskSays()}
                inputMode="numeric"
                maxLength={2}
                required
              />
              <A to={paths.overrides()}>{w.rules.counted()}</A>
            </>
          )}
        </InlineForm>
      )}
    </Section>
  )
}
