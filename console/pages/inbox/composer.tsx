import { NativeSelect, Textarea } from '@mantine/core'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { api } from '../../api/call.ts'
import type { Output } from '../../api/contract.ts'
import { useWrite } from '../../api/write.ts'
import { w } from '../../parts/inbox-words.tsx'
import { Action } from '../../ui/action.tsx'
import { nextMonday, nineOf } from '../../ui/moments.ts'
import { Tabs } from '../../ui/tabs.tsx'
import css from './composer.module.css'
import { withWhom } from './conversation-row.tsx'
import { NotSent, useSeen } from './meanwhile.tsx'
import { useMentioning } from './mentioning.tsx'
import { Flags, Noticed, useChecked, useRecord } from './noticed.tsx'

interface Props {
  readonly conversation: Output<'conversations.get'>
  readonly field: RefObject<HTMLTextAreaElement | null>
  /** Called with every letter. */
  readonly onWrite: () => void
  readonly noteAsked: number
}

const whens = ['now', 'hour', 'tomorrow', 'monday'] as const
type When = (typeof whens)[number]

const moments: Readonly<Record<When, () => Date | null>> = {
  now: () => null,
  hour: () => new Date(Date.now() + 3_600_000),
  tomorrow: () => nineOf(1),
  monday: () => nextMonday(),
}

/** Where an answer or a note is written. What was begun is kept, and is there again on every device. */
export function Composer({ conversation, field, onWrite, noteAsked }: Props) {
  const isWritten = conversation.channel === 'email' || conversation.channel === 'portal'
  const canAnswer = isWritten && conversation.sort === 'person'
  const [kind, setKind] = useState<'answer' | 'note'>(canAnswer ? 'answer' : 'note')
  const [text, setText] = useState(conversation.draft ?? '')
  const [when, setWhen] = useState<When>('now')
  const write = useWrite('conversations.write')
  const note = useWrite('conversations.note')
  const [reason, setReason] = useState('')
  const checked = useChecked(conversation.id, text, kind === 'answer')
  const recording = useRecord(conversation, checked)
  const kept = useDraft(conversation.id, kind === 'answer' ? text : null, conversation.draft ?? '')
  const [offered] = checked.offered
  const { pending, problem } = kind === 'answer' ? write : note
  const seen = useSeen(conversation.id, text)
  const naming = useMentioning(field, text, setText)
  useEffect(() => {
    if (noteAsked === 0) return
    setKind('note')
    field.current?.focus()
  }, [noteAsked, field])

  const closes = useRef(false)

  async function send(close: boolean): Promise<void> {
    closes.current = close
    const said = text.trim()
    if (said === '') return field.current?.focus()
    const at = moments[when]()
    const input = { id: conversation.id, text: said }
    const done =
      kind === 'note'
        ? await note.send({ ...input, mentions: naming.mentions })
        : await write.send({
            ...input,
            close,
            ...(seen.current ? { lastSeenId: seen.current } : {}),
            ...(reason.trim() ? { reason: reason.trim() } : {}),
            ...(at ? { sendAt: at.toISOString() } : {}),
          })
    if (!done) return
    setText('')
    setReason('')
    setWhen('now')
    field.current?.focus()
  }

  return (
    <form
      className={css.composer}
      data-kind={kind}
      onSubmit={(event) => {
        event.preventDefault()
        void send(false)
      }}
    >
      <Tabs
        label={w.answer()}
        value={kind}
        choices={[
          ...(canAnswer ? [{ value: 'answer' as const, label: w.answer() }] : []),
          { value: 'note' as const, label: w.note() },
        ]}
        onChange={setKind}
      />
      {!canAnswer && <p className={css.hint}>{conversation.sort === 'person' ? w.notMail() : w.notAnswerable()}</p>}
      <Textarea
        ref={field}
        autosize
        minRows={3}
        maxRows={14}
        aria-label={kind === 'answer' ? w.answerTo({ to: withWhom(conversation) }) : w.writeNote()}
        placeholder={kind === 'answer' ? w.answerTo({ to: withWhom(conversation) }) : w.writeNote()}
        value={text}
        lang={conversation.language ?? undefined}
        spellCheck
        onChange={(event) => {
          setText(event.currentTarget.value)
          onWrite()
          if (kind === 'note') naming.look(event.currentTarget)
        }}
        {...(kind === 'note' ? naming.field : {})}
        onKeyDown={(event) => {
          if (kind === 'note' && naming.onKeyDown(event)) return
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault()
            void send(event.shiftKey)
          } else if (event.altKey && offered && (event.key === 'Enter' || event.key === 'Backspace')) {
            event.preventDefault()
            if (event.key === 'Enter') void recording.record(offered)
            else checked.dismiss(offered)
          } else if (event.key === 'Escape') event.currentTarget.blur()
        }}
      />
      {kind === 'answer' && (
        <>
          <Noticed conversation={conversation} checked={checked} recording={recording} />
          <Flags flags={checked.flags} reason={reason} onReason={setReason} />
        </>
      )}
      {kind === 'note' && naming.list}
      {problem && (
        <NotSent
          problem={problem}
          onRead={(id) => {
            seen.current = id
            void send(closes.current)
          }}
        />
      )}
      <div className={css.send}>
        {kind === 'answer' ? (
          <>
            <Action type="submit" loading={pending}>
              {w.send()}
            </Action>
            <Action variant="default" onClick={() => void send(true)} loading={pending}>
              {w.sendAndClose()}
            </Action>
            <NativeSelect
              aria-label={w.when()}
              value={when}
              onChange={(event) => setWhen(event.currentTarget.value as When)}
              data={whens.map((value) => ({ value, label: w.sendWhen[value]() }))}
            />
          </>
        ) : (
          <>
            <Action type="submit" loading={pending}>
              {w.keepNote()}
            </Action>
            <span className={css.hint}>
              {w.noteSays()} {w.mentions.hint()}
            </span>
          </>
        )}
        <span className={css.kept} role="status">
          {kept && w.draftKept()}
        </span>
      </div>
    </form>
  )
}

// Long enough not to send every letter, short enough that little is lost with the device.
const restMilliseconds = 800

/** Keeps what is being written once the writer rests; true when it is kept. Null: nothing is to be kept. */
function useDraft(id: string, text: string | null, stored: string): boolean {
  const last = useRef(stored)
  const [kept, setKept] = useState(false)
  useEffect(() => {
    if (text === null || text === last.current) return
    setKept(false)
    const timer = setTimeout(() => {
      last.current = text
      // A draft that could not be kept is kept with the next letter; what is written stays on the screen.
      api('conversations.saveDraft', { id, text }, {}).then(
        () => setKept(text.trim() !== ''),
        () => {
          last.current = ''
        },
      )
    }, restMilliseconds)
    return () => clearTimeout(timer)
  }, [id, text])
  return kept
}
