import { useState } from 'react'
import type { Row } from '../api/contract.ts'
import { useMemberNames } from '../api/people.ts'
import { useWrite } from '../api/write.ts'
import { situationName, w } from '../parts/making-words.tsx'
import { Action } from '../ui/action.tsx'
import { money } from '../ui/money.ts'
import { Sheet, SheetBody, SheetFoot } from '../ui/sheet.tsx'
import { m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { Trouble } from '../ui/trouble.tsx'
import { LongTextField } from './fields.tsx'

type Approval = Row<'approvals.list'>

/** What a colleague asks, with one press to answer it; whoever asked may withdraw the question. */
export function AnswerApproval({ approval, onClose }: { approval: Approval; onClose: () => void }) {
  const members = useMemberNames()
  const [words, setWords] = useState('')
  const answer = useWrite('approvals.answer')
  const withdraw = useWrite('approvals.withdraw')
  const mayAnswer = approval.allowed.includes('answer')
  const asker = approval.askedBy === null ? null : (members.get(approval.askedBy) ?? '…')
  const problem = answer.problem ?? withdraw.problem
  const said = words.trim() ? { words: words.trim() } : {}
  return (
    <Sheet
      title={`${approval.remedyName}: ${money(approval.amount, approval.currency)}`}
      lead={asker === null ? w.approval.asksProgram() : w.approval.asks({ name: asker })}
      onClose={onClose}
      holdsWork={words !== ''}
    >
      {(close) => {
        const send = async (how: 'approved' | 'declined') => {
          const answered = await answer.send({ id: approval.id, answer: how, ...said })
          if (!answered) return
          toast(how === 'approved' ? w.offer.granted() : m.common.saved())
          close()
        }
        return (
          <>
            <SheetBody>
              <p>{situationName(approval.situation)}</p>
              <p className="own-words">{approval.reason}</p>
              <LongTextField
                value={words}
                error={undefined}
                onChange={setWords}
                label={mayAnswer ? w.approval.words() : w.given.reason()}
                rows={2}
              />
              {problem && <Trouble error={problem} />}
            </SheetBody>
            <SheetFoot>
              {mayAnswer ? (
                <>
                  <Action variant="default" loading={answer.pending} onClick={() => void send('declined')}>
                    {w.approval.decline()}
                  </Action>
                  <Action loading={answer.pending} onClick={() => void send('approved')}>
                    {w.approval.approve()}
                  </Action>
                </>
              ) : (
                <Action
                  loading={withdraw.pending}
                  disabledBecause={words.trim() ? null : w.given.reason()}
                  onClick={() =>
                    void withdraw.send({ id: approval.id, reason: words }).then((done) => {
                      if (done) close()
                    })
                  }
                >
                  {w.approval.withdraw()}
                </Action>
              )}
            </SheetFoot>
          </>
        )
      }}
    </Sheet>
  )
}
