import { useRead } from '../../api/read.ts'
import { InlineForm } from '../../forms/inline-form.tsx'
import { TextField } from '../../forms/plain-fields.tsx'
import { WithFollowUpWords, w } from '../../parts/followup-words.tsx'
import { Section } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'
import { number, percent } from '../../ui/time.ts'
import { toast } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'

/** How often one contact is asked how it went, when silence is silence, and what came of it. */
export const Asking = () => (
  <WithFollowUpWords>
    <Rules />
  </WithFollowUpWords>
)

const outside = (text: string, from: number, to: number): string | undefined =>
  /^\d{1,3}$/.test(text.trim()) && Number(text) >= from && Number(text) <= to ? undefined : m.common.required()

function Rules() {
  const rules = useRead('followUps.readRules', {})
  const { data } = rules
  return (
    <Section title={w.rules.title()} lead={w.rules.lead()} id="asking">
      {rules.isError && <Trouble error={rules.error} onRetry={() => void rules.refetch()} />}
      {data && (
        <InlineForm
          key={data.version}
          operation="followUps.updateRules"
          version={data.version}
          submit={m.common.save()}
          initial={{ restDays: String(data.restDays), silenceDays: String(data.silenceDays) }}
          check={({ restDays, silenceDays }) => ({
            restDays: outside(restDays, 0, 365),
            silenceDays: outside(silenceDays, 1, 30),
          })}
          input={({ restDays, silenceDays }) => ({ restDays: Number(restDays), silenceDays: Number(silenceDays) })}
          onDone={() => toast(m.common.saved())}
        >
          {(form) => (
            <>
              <Figures />
              <TextField
                {...form.field('restDays')}
                label={w.rules.restDays()}
                inputMode="numeric"
                maxLength={3}
                required
              />
              <TextField
                {...form.field('silenceDays')}
                label={w.rules.silenceDays()}
                inputMode="numeric"
                maxLength={2}
                required
              />
            </>
          )}
        </InlineForm>
      )}
    </Section>
  )
}

/** What those said who were asked, and of how many. */
function Figures() {
  const { data } = useRead('followUps.readFigures', {})
  if (!data) return null
  if (data.asked === 0) return <p style={{ margin: 0 }}>{w.figures.none({ days: data.days })}</p>
  const { asked: n, yes, no, silent, waiting } = data
  return (
    <p style={{ margin: 0 }}>
      <strong>
        {w.figures.title({ days: number(data.days) })}: {data.yesShare === null ? '–' : percent(data.yesShare)}
      </strong>
      <br />
      {w.figures.basis({
        ...{ n, yes: number(yes), no: number(no), silent: number(silent), waiting: number(waiting) },
      })}
    </p>
  )
}
