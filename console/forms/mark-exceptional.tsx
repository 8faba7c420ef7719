import type { Output } from '../api/contract.ts'
import { useMemberNames } from '../api/people.ts'
import { WithExceptionWords, w } from '../parts/exception-words.tsx'
import { m } from '../ui/text.ts'
import { readerZone, useNow } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { instantAt, wallTime } from '../ui/zoned-time.ts'
import { CheckField, LongTextField, MomentField } from './fields.tsx'
import { ChoiceField, TextField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

/** Fetched with the file. */
export const texts = [WithExceptionWords]

interface Props {
  readonly request: Output<'requests.get'>
  readonly onClose: () => void
}

/** Marks a request as exceptional, with why, until when it is needed and what hangs on it. */
export const MarkExceptional = (props: Props) => (
  <WithExceptionWords>
    <Mark {...props} />
  </WithExceptionWords>
)

function Mark({ request, onClose }: Props) {
  const now = useNow()
  const members = useMemberNames()
  const given = request.exceptional
  return (
    <WriteSheet
      operation="requests.markExceptional"
      title={given ? w.change() : w.mark()}
      lead={w.lead()}
      submit={w.submit()}
      initial={{
        why: given?.why ?? '',
        stakes: given?.stakes ?? '',
        hasUntil: given?.until != null,
        until: wallTime(given?.until ? Date.parse(given.until) : now + 4 * 3_600_000, readerZone),
        memberId: '',
      }}
      check={({ why, hasUntil, until }) => ({
        why: why.trim() === '' ? m.common.required() : undefined,
        until: hasUntil && !instantAt(until, readerZone) ? m.common.required() : undefined,
      })}
      input={({ why, stakes, hasUntil, until, memberId }) => ({
        id: request.id,
        why: why.trim(),
        stakes: stakes.trim() || null,
        until: hasUntil ? (instantAt(until, readerZone) ?? null) : null,
        ...(memberId ? { memberId } : {}),
      })}
      onDone={() => toast(w.marked())}
      onClose={onClose}
    >
      {(form) => (
        <>
          <LongTextField {...form.field('why')} label={w.why()} description={w.whySays()} rows={2} required autoFocus />
          <TextField {...form.field('stakes')} label={w.stakes()} description={w.stakesSays()} maxLength={300} />
          <CheckField {...form.field('hasUntil')} label={w.hasUntil()} />
          {form.values.hasUntil && <MomentField {...form.field('until')} label={w.until()} required />}
          <ChoiceField
            {...form.field('memberId')}
            label={w.person()}
            description={w.personSays()}
            choices={[{ value: '', label: w.nobody() }, ...[...members].map(([value, label]) => ({ value, label }))]}
          />
        </>
      )}
    </WriteSheet>
  )
}

/** Ends an exception: the rules hold again, and it is said why. */
export const UnmarkExceptional = (props: Props) => (
  <WithExceptionWords>
    <Unmark {...props} />
  </WithExceptionWords>
)

const Unmark = ({ request, onClose }: Props) => (
  <WriteSheet
    operation="requests.unmarkExceptional"
    title={w.unmark()}
    lead={request.exceptional?.why}
    submit={w.unmark()}
    initial={{ why: '' }}
    check={({ why }) => ({ why: why.trim() === '' ? m.common.required() : undefined })}
    input={({ why }) => ({ id: request.id, why: why.trim() })}
    onDone={() => toast(w.unmarked())}
    onClose={onClose}
  >
    {(form) => <LongTextField {...form.field('why')} label={w.unmarkWhy()} rows={2} required autoFocus />}
  </WriteSheet>
)
