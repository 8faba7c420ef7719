import { useState } from 'react'
import type { Row } from '../../api/contract.ts'
import { useWrite } from '../../api/write.ts'
import { w } from '../../parts/calendar-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Note } from '../../ui/note.tsx'
import { Sheet, SheetBody, SheetFoot } from '../../ui/sheet.tsx'
import { m } from '../../ui/text.ts'
import { toast } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { type Calendar, keyOf } from './draft.ts'
import { GroupChoice, useGroupChoice } from './group-choice.tsx'
import css from './page.module.css'
import { PreviewOf } from './save-sheet.tsx'

export type Feed = Row<'calendars.listFeeds'>

interface Props {
  readonly feed: Feed
  readonly calendar: Calendar
  readonly onClose: () => void
}

const none = { add: [], remove: [], passedOver: { timed: 0, cancelled: 0, unreadable: 0, names: [] }, cut: false }

/** What a feed proposes: which of it to take, what that would do to promises, and then a person's word. */
export function FeedProposal({ feed, calendar, onClose }: Props) {
  // The proposal that the person looks at; a later one refuses this decision.
  const [{ proposal, version }] = useState({ proposal: feed.proposal ?? none, version: feed.version })
  const [step, setStep] = useState<'choose' | 'preview'>('choose')
  const approve = useWrite('calendars.approveFeed')
  const dismiss = useWrite('calendars.dismissFeed')
  const choice = useGroupChoice(proposal.add, proposal.remove, feed.id)
  const added = choice.chosen(proposal.add)
  const removed = choice.chosen(proposal.remove)
  const gone = new Set(removed.map(keyOf))
  const holidays = [...calendar.holidays.filter((holiday) => !gone.has(keyOf(holiday))), ...added]
  const { timed, cancelled, unreadable, names } = proposal.passedOver
  const passed = timed + cancelled + unreadable
  const problem = approve.problem ?? dismiss.problem
  return (
    <Sheet
      title={step === 'choose' ? w.feeds.proposalTitle() : w.preview.title()}
      lead={feed.fileName ?? feed.url}
      size={560}
      holdsWork
      onClose={onClose}
    >
      {(close) => (
        <>
          <SheetBody>
            {step === 'choose' ? (
              <>
                <GroupChoice choice={choice} />
                {passed > 0 && (
                  <Note>
                    {w.feeds.passedOver({ n: passed })}{' '}
                    {names.length > 0 && w.feeds.passedNames({ names: names.join(', ') })}
                  </Note>
                )}
                {proposal.cut && <Note>{w.feeds.cut()}</Note>}
              </>
            ) : (
              <PreviewOf input={{ id: calendar.id, holidays }} />
            )}
            {problem && <Trouble error={problem} />}
          </SheetBody>
          <SheetFoot>
            {step === 'choose' ? (
              <>
                <span className={css.apart}>
                  <Action
                    variant="subtle"
                    color="gray"
                    loading={dismiss.pending}
                    onClick={() =>
                      void dismiss.send({ id: feed.id, proposalVersion: version }).then((done) => {
                        if (done === null) return
                        toast(w.feeds.dismissed())
                        close()
                      })
                    }
                  >
                    {w.feeds.dismiss()}
                  </Action>
                </span>
                <Action variant="default" onClick={close}>
                  {m.common.cancel()}
                </Action>
                <Action
                  disabledBecause={choice.count === 0 ? w.feeds.chooseFirst() : null}
                  onClick={() => setStep('preview')}
                >
                  {w.edit.review()}
                </Action>
              </>
            ) : (
              <>
                <Action variant="default" onClick={() => setStep('choose')}>
                  {m.common.back()}
                </Action>
                <Action
                  loading={approve.pending}
                  onClick={() =>
                    void approve
                      .send({
                        id: feed.id,
                        proposalVersion: version,
                        dates: [...added, ...removed].map(({ date }) => date),
                      })
                      .then((done) => {
                        if (done === null) return
                        toast(m.common.saved())
                        close()
                      })
                  }
                >
                  {w.feeds.approve({ n: choice.count })}
                </Action>
              </>
            )}
          </SheetFoot>
        </>
      )}
    </Sheet>
  )
}
