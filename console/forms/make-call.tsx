import { IconMoon, IconPhone } from '@tabler/icons-react'
import { useState } from 'react'
import type { Input, Output } from '../api/contract.ts'
import { useList, useRead } from '../api/read.ts'
import { useSession } from '../api/session.tsx'
import { useWrite } from '../api/write.ts'
import { w as asking, WithFollowUpWords } from '../parts/followup-words.tsx'
import { WithTellingWords, w } from '../parts/telling-words.tsx'
import { Action } from '../ui/action.tsx'
import { Note } from '../ui/note.tsx'
import { Sheet, SheetBody, SheetFoot } from '../ui/sheet.tsx'
import { languageNames } from '../ui/text.ts'
import { absolute, timeOnly, useNow } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { Trouble } from '../ui/trouble.tsx'
import { LongTextField } from './fields.tsx'
import { useForm } from './form.ts'
import css from './make-call.module.css'
import { TextField } from './plain-fields.tsx'

/** Fetched with the file. */
export const texts = [WithFollowUpWords, WithTellingWords]

interface Props {
  readonly id: string
  readonly onClose: () => void
}

type Call = Output<'calls.get'>
type Outcome = Input<'calls.record'>['outcome']

/** A call to make: the number, what to say, and what came of it, each with one press. */
export const MakeCall = (props: Props) => (
  <WithTellingWords>
    <WithFollowUpWords>
      <Loaded {...props} />
    </WithFollowUpWords>
  </WithTellingWords>
)

function Loaded({ id, onClose }: Props) {
  const call = useRead('calls.get', { id })
  const name = call.data?.contact?.name ?? call.data?.number ?? ''
  const [dirty, setDirty] = useState(false)
  return (
    <Sheet title={w.call.title({ name })} lead={call.data?.promise.wording} onClose={onClose} holdsWork={dirty}>
      {(close) => (
        <>
          {call.isError && (
            <SheetBody>
              <Trouble error={call.error} onRetry={() => void call.refetch()} />
            </SheetBody>
          )}
          {call.data && <Body call={call.data} onDirty={setDirty} onDone={close} />}
        </>
      )}
    </Sheet>
  )
}

interface BodyProps {
  readonly call: Call
  readonly onDirty: (dirty: boolean) => void
  readonly onDone: () => void
}

function Body({ call, onDirty, onDone }: BodyProps) {
  const form = useForm({ text: '', nextStep: '' })
  const record = useWrite('calls.record')
  const answer = useWrite('followUps.answer')
  const asks = call.kind === 'follow_up'
  const followUps = useList('followUps.list', { about: call.about, limit: 1 }, { enabled: asks })
  const followUp = followUps.items[0]
  if (form.dirty) queueMicrotask(() => onDirty(true))
  async function said(outcome: Outcome, went?: 'yes' | 'no'): Promise<void> {
    const { text, nextStep } = form.values
    const done = await record.send({
      ...{ id: call.id, outcome, attempt: call.attempts + 1 },
      ...(text.trim() ? { text: text.trim() } : {}),
      ...(nextStep.trim() ? { nextStep: nextStep.trim() } : {}),
    })
    if (!done) return
    if (went && followUp) {
      const told = text.trim() ? { words: text.trim() } : {}
      if (!(await answer.send({ id: followUp.id, answer: went, channel: 'phone', ...told }))) return
    }
    toast(doneWords(done))
    onDone()
  }
  const button = (outcome: Exclude<Outcome, 'reached'>) => (
    <Action variant="default" loading={record.pending} onClick={() => void said(outcome)}>
      {w.call[outcome === 'not_reached' ? 'notReached' : outcome === 'left_message' ? 'leftMessage' : 'wrongNumber']()}
    </Action>
  )
  return (
    <>
      <SheetBody>
        {call.wished && <Note>{w.call.wished({ text: call.wished })}</Note>}
        <a className={css.number} href={`tel:${call.number.replace(/[^+\d]/g, '')}`}>
          <IconPhone size={20} stroke={1.9} aria-hidden />
          {call.number}
        </a>
        {call.quiet.now && call.quiet.until && <QuietNow quiet={call.quiet} />}
        <Whose call={call} />
        <section>
          <h3 className={css.label}>{w.call.script({ language: languageNames[call.language] })}</h3>
          <p className={css.script} lang={call.language}>
            {call.script}
          </p>
        </section>
        {call.summary && (
          <details>
            <summary>{w.call.summary()}</summary>
            <p className={css.script}>{call.summary}</p>
          </details>
        )}
        <LongTextField {...form.field('text')} label={w.call.text()} description={w.call.textSays()} rows={2} />
        <TextField {...form.field('nextStep')} label={w.call.nextStep()} />
        {record.problem && <Trouble error={record.problem} />}
        {answer.problem && <Trouble error={answer.problem} />}
      </SheetBody>
      <SheetFoot>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot fill the foot as a row does */}
        <div className={css.results} role="group" aria-label={w.call.result()}>
          {followUp && (
            <div className={css.answers}>
              <Action loading={record.pending} onClick={() => void said('reached', 'yes')}>
                {asking.yes()}
              </Action>
              <Action loading={record.pending} onClick={() => void said('reached', 'no')}>
                {asking.no()}
              </Action>
            </div>
          )}
          <Action
            data-told
            variant={followUp ? 'default' : 'filled'}
            loading={record.pending}
            onClick={() => void said('reached')}
          >
            {followUp ? asking.call.noAnswer() : isAboutAnswer(call) ? w.call.spoke() : w.call.reached()}
          </Action>
          {button('not_reached')}
          {button('left_message')}
          {button('wrong_number')}
        </div>
      </SheetFoot>
    </>
  )
}

/** Nothing has to be told in it: they asked for it, or are asked. */
const isAboutAnswer = ({ noticeId }: Pick<Call, 'noticeId'>): boolean => noticeId === null

function doneWords({ state, notBefore, noticeId }: Output<'calls.record'>): string {
  if (state === 'reached') return isAboutAnswer({ noticeId }) ? w.call.done.spoke() : w.call.done.reached()
  if (state === 'open') return w.call.done.again({ at: absolute(notBefore) })
  return isAboutAnswer({ noticeId }) ? w.call.done.givenUp() : w.call.done.otherWay()
}

/** That it is no time to call there. */
export function QuietNow({ quiet: { until, timeZone } }: { quiet: Call['quiet'] }) {
  const now = useNow()
  return (
    <Note icon={<IconMoon size={16} stroke={1.8} />}>
      {w.quiet.now({ time: timeOnly(new Date(now).toISOString(), timeZone), until: timeOnly(until ?? '', timeZone) })}
    </Note>
  )
}

function Whose({ call }: { call: Call }) {
  const { member } = useSession()
  const take = useWrite('calls.take')
  const owner = call.owner?.name ?? call.ownerTeam?.name
  if (call.owner?.id === member.id) return null
  return (
    <div className={css.whose}>
      {owner && <span>{w.call.whose({ name: owner })}</span>}
      <Action size="compact-sm" variant="subtle" loading={take.pending} onClick={() => void take.send({ id: call.id })}>
        {w.call.take()}
      </Action>
    </div>
  )
}
