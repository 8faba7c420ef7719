import { SegmentedControl } from '@mantine/core'
import { useMemberNames } from '../api/people.ts'
import { useList } from '../api/read.ts'
import { w } from '../parts/policy-words.tsx'
import { paths } from '../paths.ts'
import { useGo } from '../ui/link.tsx'
import { m } from '../ui/text.ts'
import { dayOnly } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { LongTextField } from './fields.tsx'
import css from './policy-sheets.module.css'
import { WriteSheet } from './write-sheet.tsx'

interface Props {
  readonly policyId: string
  readonly name: string
  /** What was delivered, a line for each period: the decision keeps them. */
  readonly figures: readonly string[]
  readonly onClose: () => void
}

const decisions = ['keep', 'change', 'stop'] as const

/** A norm is looked at: it is kept, changed or stopped, and why. */
export function ReviewNorm({ policyId, name, figures, onClose }: Props) {
  const go = useGo()
  return (
    <WriteSheet
      operation="policies.review"
      title={w.review.title()}
      lead={name}
      submit={w.review.submit()}
      initial={{ decision: 'keep' as (typeof decisions)[number], note: '' }}
      check={({ decision, note }) => ({
        note: decision === 'keep' || note.trim() ? undefined : m.common.required(),
      })}
      input={({ decision, note }) => ({ id: policyId, decision, note })}
      onDone={(_, { decision }) => {
        toast(w.review.done())
        if (decision === 'change') go(paths.policy(policyId))
      }}
      onClose={onClose}
    >
      {(form) => (
        <>
          <ul className={css.figures}>
            {figures.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <div className={css.stack}>
            <SegmentedControl
              aria-label={w.review.decision()}
              value={form.values.decision}
              onChange={(decision) => form.set({ decision })}
              data={decisions.map((each) => ({ value: each, label: w.review.decide[each]() }))}
              fullWidth
            />
            <p className={css.quiet}>{w.review.says[form.values.decision]()}</p>
          </div>
          <LongTextField
            {...form.field('note')}
            label={w.review.note()}
            description={w.review.noteSays()}
            required={form.values.decision !== 'keep'}
          />
          <Earlier policyId={policyId} />
        </>
      )}
    </WriteSheet>
  )
}

/** What was decided before, latest first. */
function Earlier({ policyId }: { policyId: string }) {
  const members = useMemberNames()
  const reviews = useList('policies.listReviews', { id: policyId, limit: 50 })
  if (reviews.items.length === 0) return null
  return (
    <details className={css.earlier}>
      <summary>{w.review.earlier({ n: reviews.items.length })}</summary>
      <ol>
        {reviews.items.map((review) => (
          <li key={review.id}>
            <span className={css.strong}>
              {w.review.decided[review.decision]()} · {dayOnly(review.decidedAt)}
            </span>
            {review.note && <span className="own-words">{review.note}</span>}
            {review.decidedBy && <span className={css.quiet}>{members.get(review.decidedBy) ?? ''}</span>}
          </li>
        ))}
      </ol>
    </details>
  )
}
