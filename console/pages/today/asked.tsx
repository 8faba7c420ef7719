import { IconMessageQuestion } from '@tabler/icons-react'
import { useState } from 'react'
import type { Row } from '../../api/contract.ts'
import { useList } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { ActRow } from '../../parts/act-row.tsx'
import { WithExceptionWords, w } from '../../parts/exception-words.tsx'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { Section } from '../../ui/page.tsx'

/** Fetched with the file. */
export const texts = [WithExceptionWords]

const Answer = fetched(() => import('../../forms/answer-question.tsx'), 'AnswerQuestion')

type Question = Row<'questions.list'>

/** What colleagues want to know from the reader, or from a team that they are in. */
export function Asked() {
  const may = useMay()
  const { items } = useList('questions.list', { mine: 'true', limit: 50 }, { enabled: may('requests.read') })
  if (items.length === 0) return null
  return (
    <WithExceptionWords>
      <List questions={items} />
    </WithExceptionWords>
  )
}

function List({ questions }: { questions: readonly Question[] }) {
  const [answering, setAnswering] = useState<Question | null>(null)
  return (
    <Section title={w.yours()} count={questions.length} id="asked" flush>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {questions.map((question) => (
          <ActRow
            key={question.id}
            badge={<IconMessageQuestion size={15} stroke={1.9} aria-hidden style={{ color: 'var(--ink-3)' }} />}
            title={question.question}
            to={question.request ? paths.request(question.request.id) : paths.today()}
            customer={question.askedBy?.name ?? w.someone()}
            detail={question.request ? `#${question.request.number} ${question.request.subject}` : null}
            at={question.answerBy}
            owner={question.member?.name ?? question.team?.name ?? null}
            action={
              question.allowed.includes('answer') && (
                <Action size="xs" variant="light" onClick={() => setAnswering(question)}>
                  {w.answer()}
                </Action>
              )
            }
          />
        ))}
      </ul>
      {answering && <Answer question={answering} onClose={() => setAnswering(null)} />}
    </Section>
  )
}
