import { NativeSelect, Textarea } from '@mantine/core'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { api } from '../../api/call.ts'
import type { Output } from '../../api/contract.ts'
import { useWrite } from '../../api/write.ts'
import { onGuardKeys, useChecked } from '../../parts/checked-text.ts'
import { ContactQuiet } from '../../parts/contact-quiet.tsx'
import { w } from '../../parts/inbox-words.tsx'
import { useNoteCall } from '../../parts/note-call.tsx'
import { OtherChannel, prefers } from '../../parts/preferred-channel.tsx'
import { type PickUse, ScriptPicker } from '../../parts/script-picker.tsx'
import { unfilledIn } from '../../parts/unfilled.ts'
import { WithWritingWords, w as words } from '../../parts/writing-words.tsx'
import { Action } from '../../ui/action.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { nextMonday, nineOf } from '../../ui/moments.ts'
import { Tabs } from '../../ui/tabs.tsx'
import { languageNames } from '../../ui/text.ts'
import css from './composer.module.css'
import { withWhom } from './conversation-row.tsx'
import { NotSent, useSeen } from './meanwhile.tsx'
import { useMentioning } from './mentioning.tsx'

// Whoever only reads needs no guards.
const WritingGuards = fetched(() => import('../../parts/writing-guards.tsx'), 'WritingGuards')

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

/** What scripts are offered for, the nearest first. */
const byMail: readonly PickUse[] = [
  'answer',
  'notice_delay',
  'notice_holding',
  'remedy',
  'beyond',
  'follow_up',
  'other',
]
const onPage: readonly PickUse[] = ['portal', ...byMail]

/** Where an answer or a note is written. What was begun is kept, and is there again on every device. */
export const Composer = (props: Props) => (
  <WithWritingWords>
    <Writing {...props} />
  </WithWritingWords>
)

function Writing({ conversation, field, onWrite, noteAsked }: Props) {
  const isWritten = conversation.channel === 'email' || conversation.channel === 'portal'
  const canAnswer = isWritten && conversation.sort === 'person'
  const [kind, setKind] = useState<'answer' | 'note'>(canAnswer ? 'answer' : 'note')
  const [text, setText] = useState(conversation.draft ?? '')
  const [when, setWhen] = useState<When>('now')
  const [held, setHeld] = useState<string | null>(null)
  const write = useWrite('conversations.write')
  const note = useWrite('conversations.note')
  const checked = useChecked({ conversationId: conversation.id }, text, kind === 'answer')
  const kept = useDraft(conversation.id, kind === 'answer' ? text : null, conversation.draft ?? '')
  const unfilled = kind === 'answer' && unfilledIn(text).length > 0
  const stopped = kind === 'answer' && checked.stopped ? words.guards.hard() : unfilled ? words.unfilled() : null
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
    if (said === '' || unfilled) return field.current?.focus()
    const at = held === null ? moments[when]() : new Date(held)
    const input = { id: conversation.id, text: said }
    const done =
      kind === 'note'
        ? await note.send({ ...input, mentions: naming.mentions })
        : await write.send({
            ...input,
            close,
            ...(seen.current ? { lastSeenId: seen.current } : {}),
            ...checked.beside,
            ...(at ? { sendAt: at.toISOString() } : {}),
          })
    if (!done) return
    setText('')
    checked.clear()
    setWhen('now')
    setHeld(null)
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
      {kind === 'answer' && <To conversation={conversation} />}
      {kind === 'answer' && <Preferred conversation={conversation} />}
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
          } else if (conversation.customer && onGuardKeys(checked, event)) event.preventDefault()
          else if (event.key === 'Escape') event.currentTarget.blur()
        }}
      />
      {kind === 'answer' && (
        <ScriptPicker
          place={{ conversationId: conversation.id }}
          uses={conversation.channel === 'portal' ? onPage : byMail}
          text={text}
          onText={setText}
        />
      )}
      {kind === 'answer' && text.trim() !== '' && (
        <WritingGuards
          checked={checked}
          name={withWhom(conversation)}
          notNow={conversation.customer ? null : words.guards.whose()}
        />
      )}
      {kind === 'answer' && <ContactQuiet quiet={conversation.contactQuiet} chosen={held} onChoose={setHeld} />}
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
            <Action type="submit" loading={pending} disabledBecause={stopped}>
              {w.send()}
            </Action>
            <Action variant="default" onClick={() => void send(true)} loading={pending} disabledBecause={stopped}>
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

/** How it reaches them, and in which language they read. */
function To({ conversation: { channel, from, language, wishes } }: Pick<Props, 'conversation'>) {
  const wanted = prefers(wishes?.preferredChannel ?? null)
  return (
    <p className={css.to}>
      <span>{channel === 'portal' ? words.to.portal() : words.to.email({ address: from.address })}</span>
      {language && <span>· {words.to.reads({ language: languageNames[language] })}</span>}
      {wanted && <span>· {wanted}</span>}
    </p>
  )
}

/** That they want to be reached on another channel than the conversation's, with the way there. */
function Preferred({ conversation: { channel, wishes } }: Pick<Props, 'conversation'>) {
  const noteCall = useNoteCall()
  if (!wishes) return null
  const here = channel === 'portal' ? 'portal' : 'email'
  return <OtherChannel name={wishes.name} preferred={wishes.preferredChannel} here={here} onCall={noteCall} />
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
