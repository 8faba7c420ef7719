import { useState } from 'react'
import type { Row } from '../../api/contract.ts'
import { useList } from '../../api/read.ts'
import { WithExceptionWords, w } from '../../parts/exception-words.tsx'
import { Action } from '../../ui/action.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { Section } from '../../ui/page.tsx'
import { absolute } from '../../ui/time.ts'
import css from './follow-ups.module.css'

/** Fetched with the file. */
export const texts = [WithExceptionWords]

const Answer = fetched(() => import('../../forms/answer-question.tsx'), 'AnswerQuestion')
const Withdraw = fetched(() => import('../../forms/answer-question.tsx'), 'WithdrawQuestion')

type Question = Row<'questions.list'>

/** What colleagues were asked about a request, and what they answered: within the firm. */
export function Questions({ requestId }: { requestId: string }) {
  const { items } = useList('questions.list', { about: `request:${requestId}`, limit: 50 })
  if (items.length === 0) return null
  return (
    <WithExceptionWords>
      <Panel questions={items} />
    </WithExceptionWords>
  )
}

function Panel({ questions }: { questions: readonly Question[] }) {
  const [sheet, setSheet] = useState<{ answer: Question } | { withdraw: Question } | null>(null)
  return (
    <Section title={w.questions()} count={questions.length} flush id="questions">
      <ul className={css.list}>
        {questions.map((question) => (
          <li key={question.id} className={css.row}>
            <p className={`${css.state} own-words`}>{question.question}</p>
            {question.answer && <p className={`${css.words} own-words`}>{question.answer}</p>}
            <p className={css.quiet}>{stateOf(question)}</p>
            {question.allowed.length > 0 && (
              <span style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
                {question.allowed.includes('answer') && (
                  <Action size="compact-sm" onClick={() => setSheet({ answer: question })}>
                    {w.answer()}
                  </Action>
                )}
                <Action size="compact-sm" variant="default" onClick={() => setSheet({ withdraw: question })}>
                  {w.withdraw()}
                </Action>
              </span>
            )}
          </li>
        ))}
      </ul>
      {sheet && 'answer' in sheet && <Answer question={sheet.answer} onClose={() => setSheet(null)} />}
      {sheet && 'withdraw' in sheet && <Withdraw question={sheet.withdraw} onClose={() => setSheet(null)} />}
    </Section>
  )
}

/** Who asks whom by when, or who answered. */
function stateOf({ state, askedBy, member, team, answerBy, overdue, answeredBy, answeredAt }: Question): string {
  if (state === 'answered')
    return w.answeredBy({ name: answeredBy?.name ?? w.someone(), at: absolute(answeredAt ?? answerBy) })
  const asks = w.askedWho({
    ...{ asker: askedBy?.name ?? w.someone(), whom: member?.name ?? team?.name ?? '…', at: absolute(answerBy) },
  })
  return [asks, overdue ? w.late() : null, state === 'withdrawn' ? w.withdrawn() : null].filter(Boolean).join(' · ')
}
