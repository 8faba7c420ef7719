import { ActionIcon, Button, NativeSelect } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCheck,
  IconChevronLeft,
  IconClockPause,
  IconDots,
  IconPhone,
  IconShieldCheck,
} from '@tabler/icons-react'
import { lazy, useEffect, useRef, useState } from 'react'
import type { Input, Output } from '../../api/contract.ts'
import { useMemberNames } from '../../api/people.ts'
import { useRead } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { useWrite } from '../../api/write.ts'
import { w } from '../../parts/inbox-words.tsx'
import { useNoteCall } from '../../parts/note-call.tsx'
import { requestIdOf } from '../../parts/promise-state.ts'
import { StandingRequests } from '../../parts/standing-requests.tsx'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { FetchedMenu } from '../../ui/fetched-menu.tsx'
import { useShortcuts } from '../../ui/keyboard.tsx'
import { A, useGo } from '../../ui/link.tsx'
import { Note } from '../../ui/note.tsx'
import { m } from '../../ui/text.ts'
import { absolute, useNow } from '../../ui/time.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { AboutCustomer } from './about-customer.tsx'
import { Composer } from './composer.tsx'
import css from './conversation.module.css'
import { withWhom } from './conversation-row.tsx'
import { Countdown } from './countdown.tsx'
import marks from './marks.module.css'
import { MergedParts } from './merged-parts.tsx'
import { PresenceLine, useWriting } from './presence-line.tsx'
import { Said } from './said.tsx'

const menus = () => import('./conversation-menus.tsx')
const RestMenu = lazy(() => menus().then((file) => ({ default: file.RestMenu })))
const MoreMenu = lazy(() => menus().then((file) => ({ default: file.MoreMenu })))
const AskColleague = fetched(() => import('../../forms/ask-colleague.tsx'), 'AskColleague')
const MergeConversations = fetched(() => import('../../forms/merge-conversations.tsx'), 'MergeConversations')

type Whole = Output<'conversations.get'>

/** One conversation: who it is with, what was said, and the answer to it. */
export function Conversation({ id, back }: { id: string; back: string }) {
  const conversation = useRead('conversations.get', { id })
  const go = useGo()
  const into = conversation.data?.mergedInto
  // It is read there.
  useEffect(() => {
    if (into) go(paths.conversation(into), { replace: true })
  }, [into, go])
  if (conversation.isError) return <Trouble error={conversation.error} onRetry={() => void conversation.refetch()} />
  return conversation.data && !into ? <Loaded conversation={conversation.data} back={back} /> : null
}

function Loaded({ conversation, back }: { conversation: Whole; back: string }) {
  const now = useNow()
  const may = useMay()
  const update = useWrite('conversations.update')
  const answer = useRef<HTMLTextAreaElement>(null)
  const [writing, write] = useWriting()
  const [noteAsked, askNote] = useState(0)
  const mayWrite = may('conversations.write')
  const go = useGo()
  const change = (input: Omit<Input<'conversations.update'>, 'id'>) =>
    void update.send({ id: conversation.id, ...input })
  const mayUpdate = may('conversations.update')
  const requestId = requestIdOf(conversation.about)
  useShortcuts([
    { keys: 'u', says: w.keys.back(), run: () => go(back) },
    ...(mayWrite
      ? [
          { keys: 'r', says: w.keys.answer(), run: () => answer.current?.focus() },
          { keys: 'm', says: w.keys.note(), run: () => askNote((n) => n + 1) },
        ]
      : []),
    ...(mayUpdate
      ? [
          {
            keys: 'e',
            says: w.keys.close(),
            run: () => change({ state: conversation.state === 'open' ? 'closed' : 'open' }),
          },
        ]
      : []),
  ])
  return (
    <article className={css.conversation} aria-labelledby="conversation-title">
      <div className={css.back}>
        <A to={back}>
          <IconChevronLeft size={14} stroke={2} aria-hidden />
          {w.title()}
        </A>
      </div>
      <header className={css.head}>
        <div className={css.titles}>
          <h2 id="conversation-title" className={`${css.title} own-words`}>
            {conversation.subject || w.noSubject()}
          </h2>
          <p className={css.with}>
            {conversation.customer ? (
              <A to={paths.customer(conversation.customer.id)}>{conversation.customer.name}</A>
            ) : (
              <span className="own-words">{withWhom(conversation)}</span>
            )}
            <span className={css.address}>{conversation.from.address}</span>
            {requestId !== null && <A to={paths.request(requestId)}>{w.request()}</A>}
            <Countdown conversation={conversation} now={now} />
          </p>
        </div>
        {mayUpdate && <Tools conversation={conversation} change={change} />}
      </header>
      {update.problem && <Trouble error={update.problem} />}
      {conversation.snoozedUntil && <Note>{w.restsUntil({ at: absolute(conversation.snoozedUntil) })}</Note>}
      <Trust conversation={conversation} onTie={mayUpdate ? change : undefined} />
      {conversation.customer && <AboutCustomer customerId={conversation.customer.id} />}
      <MergedParts parts={conversation.merged} mayPart={mayUpdate} />
      <Messages id={conversation.id} />
      {conversation.wishes && <StandingRequests contacts={[conversation.wishes]} />}
      <PresenceLine id={conversation.id} writing={writing} />
      {mayWrite && <Composer conversation={conversation} field={answer} onWrite={write} noteAsked={noteAsked} />}
    </article>
  )
}

interface ToolsProps {
  readonly conversation: Whole
  readonly change: (input: Omit<Input<'conversations.update'>, 'id'>) => void
}

function Tools({ conversation, change }: ToolsProps) {
  const names = useMemberNames()
  const [sheet, setSheet] = useState<'merge' | 'ask' | null>(null)
  const mayWrite = useMay()('conversations.write')
  const requestId = requestIdOf(conversation.about)
  const noteCall = useNoteCall()
  const onClose = () => setSheet(null)
  return (
    <div className={css.headTools}>
      <NativeSelect
        aria-label={w.owner()}
        value={conversation.owner?.id ?? ''}
        onChange={(event) => change({ ownerId: event.currentTarget.value || null })}
        data={[{ value: '', label: w.nobody() }, ...[...names].map(([value, label]) => ({ value, label }))]}
      />
      <Action variant="default" leftSection={<IconPhone size={16} stroke={1.8} aria-hidden />} onClick={noteCall}>
        {m.noteCall.title()}
      </Action>
      {conversation.snoozedUntil ? (
        <Action variant="default" onClick={() => change({ snoozedUntil: null })}>
          {w.wake()}
        </Action>
      ) : (
        <FetchedMenu
          load={menus}
          button={(asking) => (
            <Button variant="default" leftSection={<IconClockPause size={16} stroke={1.8} aria-hidden />} {...asking}>
              {w.rest()}
            </Button>
          )}
        >
          <RestMenu replyDueAt={conversation.replyDueAt} onRest={(until) => change({ snoozedUntil: until })} />
        </FetchedMenu>
      )}
      <Action
        variant="default"
        leftSection={conversation.state === 'open' && <IconCheck size={16} stroke={1.8} aria-hidden />}
        onClick={() => change({ state: conversation.state === 'open' ? 'closed' : 'open' })}
      >
        {conversation.state === 'open' ? w.close() : w.reopen()}
      </Action>
      {conversation.sort === 'person' && (
        <FetchedMenu
          load={menus}
          button={(asking) => (
            <ActionIcon variant="default" size={36} aria-label={w.more()} {...asking}>
              <IconDots size={16} stroke={1.8} />
            </ActionIcon>
          )}
        >
          <MoreMenu
            onMerge={() => setSheet('merge')}
            onAsk={mayWrite && requestId !== null ? () => setSheet('ask') : null}
          />
        </FetchedMenu>
      )}
      {sheet === 'merge' && <MergeConversations conversation={conversation} onClose={onClose} />}
      {sheet === 'ask' && requestId !== null && <AskColleague requestId={requestId} onClose={onClose} />}
    </div>
  )
}

interface TrustProps {
  readonly conversation: Whole
  readonly onTie: ToolsProps['change'] | undefined
}

/** Who is not proven is said to be so, with the customer that it may be: a person decides. */
function Trust({ conversation: { channel, from, customer, suggestedCustomer }, onTie }: TrustProps) {
  const known = useRead('customers.get', { id: suggestedCustomer?.id ?? '' }, { enabled: suggestedCustomer !== null })
  if (channel !== 'email' || (from.verified && customer)) return null
  const contact = known.data?.contacts.find(({ email }) => email?.toLowerCase() === from.address.toLowerCase())
  return (
    <div className={marks.trust} data-verified={from.verified}>
      {from.verified ? (
        <IconShieldCheck size={18} stroke={1.8} aria-hidden />
      ) : (
        <IconAlertTriangle size={18} stroke={1.8} aria-hidden />
      )}
      <p>
        <strong>{from.verified ? w.verified() : w.unverified()}</strong>
        {!from.verified && <span>{w.unverifiedSays()}</span>}
        {suggestedCustomer && contact && onTie && (
          <span className={css.tie}>
            {w.customerIs({ name: suggestedCustomer.name })}
            <Action size="compact-sm" variant="light" onClick={() => onTie({ contactId: contact.id })}>
              {w.tie()}
            </Action>
          </span>
        )}
      </p>
    </div>
  )
}

function Messages({ id }: { id: string }) {
  const list = useRead('conversations.listSaid', { id, limit: 100 })
  if (list.isError) return <Trouble error={list.error} onRetry={() => void list.refetch()} />
  return (
    <section className={css.messages} aria-label={w.newMessages()}>
      <ol>
        {list.data?.items.toReversed().map((said) => (
          <Said key={said.id} said={said} />
        ))}
      </ol>
    </section>
  )
}
