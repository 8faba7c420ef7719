import { useMemberNames } from '../api/people.ts'
import { useRead } from '../api/read.ts'
import { useSession } from '../api/session.tsx'
import { WithExceptionWords, w } from '../parts/exception-words.tsx'
import { m } from '../ui/text.ts'
import { readerZone, useNow } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { instantAt, wallTime } from '../ui/zoned-time.ts'
import { CheckField, LongTextField, MomentField } from './fields.tsx'
import { ChoiceField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

/** Fetched with the file. */
export const texts = [WithExceptionWords]

interface Props {
  readonly requestId: string
  readonly onClose: () => void
}

const TEAM = 'team:'

/** Asks a colleague, or whoever is on duty in a team, about a request. */
export const AskColleague = (props: Props) => (
  <WithExceptionWords>
    <Ask {...props} />
  </WithExceptionWords>
)

function Ask({ requestId, onClose }: Props) {
  const now = useNow()
  const { member } = useSession()
  const members = useMemberNames()
  const teams = useRead('teams.list', { limit: 200 })
  return (
    <WriteSheet
      operation="questions.ask"
      title={w.ask()}
      lead={w.askLead()}
      submit={w.ask()}
      initial={{ question: '', whom: '', hasTime: false, answerBy: wallTime(now + 4 * 3_600_000, readerZone) }}
      check={({ question, whom, hasTime, answerBy }) => ({
        question: question.trim() === '' ? m.common.required() : undefined,
        whom: whom === '' ? m.common.required() : undefined,
        answerBy: hasTime && !instantAt(answerBy, readerZone) ? m.common.required() : undefined,
      })}
      input={({ question, whom, hasTime, answerBy }) => ({
        ...{ requestId, question: question.trim() },
        ...(whom.startsWith(TEAM) ? { teamId: whom.slice(TEAM.length) } : { memberId: whom }),
        ...(hasTime ? { answerBy: instantAt(answerBy, readerZone) ?? '' } : {}),
      })}
      onDone={() => toast(w.asked())}
      onClose={onClose}
    >
      {(form) => (
        <>
          <LongTextField {...form.field('question')} label={w.question()} rows={2} required autoFocus />
          <ChoiceField
            {...form.field('whom')}
            label={w.whom()}
            required
            choices={[
              { value: '', label: '' },
              ...[...members].filter(([id]) => id !== member.id).map(([value, label]) => ({ value, label })),
              ...(teams.data?.items ?? []).map(({ id, name }) => ({
                value: TEAM + id,
                label: `${w.teams()}: ${name}`,
              })),
            ]}
          />
          <CheckField {...form.field('hasTime')} label={w.byWhen()} description={w.usual()} />
          {form.values.hasTime && <MomentField {...form.field('answerBy')} label={w.byWhen()} required />}
        </>
      )}
    </WriteSheet>
  )
}
