import type { Row } from '../api/contract.ts'
import { WithExceptionWords, w } from '../parts/exception-words.tsx'
import { m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { LongTextField } from './fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

/** Fetched with the file. */
export const texts = [WithExceptionWords]

interface Props {
  readonly question: Row<'questions.list'>
  readonly onClose: () => void
}

/** One field: what a colleague wants to know. */
export const AnswerQuestion = (props: Props) => (
  <WithExceptionWords>
    <Answer {...props} />
  </WithExceptionWords>
)

const Answer = ({ question, onClose }: Props) => (
  <WriteSheet
    operation="questions.answer"
    title={w.answer()}
    lead={question.question}
    submit={w.answer()}
    initial={{ answer: '' }}
    check={({ answer }) => ({ answer: answer.trim() === '' ? m.common.required() : undefined })}
    input={({ answer }) => ({ id: question.id, answer: answer.trim() })}
    onDone={() => toast(w.answered())}
    onClose={onClose}
  >
    {(form) => <LongTextField {...form.field('answer')} label={w.answer()} rows={3} required autoFocus />}
  </WriteSheet>
)

/** The answer is not needed any more. */
export const WithdrawQuestion = (props: Props) => (
  <WithExceptionWords>
    <Withdraw {...props} />
  </WithExceptionWords>
)

const Withdraw = ({ question, onClose }: Props) => (
  <WriteSheet
    operation="questions.withdraw"
    title={w.withdraw()}
    lead={question.question}
    submit={w.withdraw()}
    initial={{ reason: '' }}
    check={({ reason }) => ({ reason: reason.trim() === '' ? m.common.required() : undefined })}
    input={({ reason }) => ({ id: question.id, reason: reason.trim() })}
    onDone={() => toast(w.withdrawn())}
    onClose={onClose}
  >
    {(form) => <LongTextField {...form.field('reason')} label={w.withdrawWhy()} rows={2} required autoFocus />}
  </WriteSheet>
)
