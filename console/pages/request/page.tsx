import { ActionIcon, Menu } from '@mantine/core'
import {
  IconCalendarPlus,
  IconChevronLeft,
  IconDots,
  IconEdit,
  IconMail,
  IconMessageQuestion,
  IconMessages,
  IconNotes,
  IconPhone,
  IconPlayerPause,
  IconRotateClockwise,
  IconShieldCheck,
  IconUrgent,
} from '@tabler/icons-react'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Output } from '../../api/contract.ts'
import { useMemberNames } from '../../api/people.ts'
import { useList, useRead } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { useWrite } from '../../api/write.ts'
import { mostUrgent } from '../../parts/chains.ts'
import { useNoteCall, useWriteMail } from '../../parts/note-call.tsx'
import { RequestStatus } from '../../parts/request-status.tsx'
import { WithTimelineWords } from '../../parts/timeline-words.tsx'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { useShortcuts } from '../../ui/keyboard.tsx'
import { A, useGo } from '../../ui/link.tsx'
import { Unread } from '../../ui/lost.tsx'
import { Note } from '../../ui/note.tsx'
import { Page } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'
import { toast } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { useFilters } from '../../ui/use-filters.ts'
import { When } from '../../ui/when.tsx'
import { CustomerCard } from './customer-card.tsx'
import { RequestDetails } from './details.tsx'
import { OtherMatters, useOtherMatters } from './other-matters.tsx'
import css from './page.module.css'
import { PromiseRail } from './promise-rail.tsx'
import { RequestBar } from './request-bar.tsx'
import { RequestTimeline } from './timeline.tsx'
import { WaitBanner } from './wait-banner.tsx'

/** Fetched with the page. */
export const texts = [WithTimelineWords]

const ExceptionBanner = fetched(() => import('./exception.tsx'), 'ExceptionBanner')
const Questions = fetched(() => import('./questions.tsx'), 'Questions')
const MarkExceptional = fetched(() => import('../../forms/mark-exceptional.tsx'), 'MarkExceptional')
const UnmarkExceptional = fetched(() => import('../../forms/mark-exceptional.tsx'), 'UnmarkExceptional')
const AskColleague = fetched(() => import('../../forms/ask-colleague.tsx'), 'AskColleague')
const FollowUps = fetched(() => import('./follow-ups.tsx'), 'FollowUps')
const RecoveryBanner = fetched(() => import('./recovery-banner.tsx'), 'RecoveryBanner')
const Offers = fetched(() => import('./offers.tsx'), 'Offers')
const PromiseDate = fetched(() => import('../../forms/promise-date.tsx'), 'PromiseDate')
const EditRequest = fetched(() => import('../../forms/edit-request.tsx'), 'EditRequest')
const NoteOccurrence = fetched(() => import('../../forms/note-occurrence.tsx'), 'NoteOccurrence')
const StartWait = fetched(() => import('../../forms/start-wait.tsx'), 'StartWait')
const PromiseUpdates = fetched(() => import('../../forms/promise-updates.tsx'), 'PromiseUpdates')
const CloseRequest = fetched(() => import('../../forms/close-request.tsx'), 'CloseRequest')

type Request = Output<'requests.get'>

export function RequestPage() {
  const { requestId = '' } = useParams({ strict: false }) as { requestId?: string }
  const request = useRead('requests.get', { id: requestId })
  if (request.isError)
    return <Unread title={m.nav.requests()} error={request.error} onRetry={() => void request.refetch()} />
  if (!request.data) return <div className={css.waiting} aria-busy="true" />
  return <Loaded request={request.data} />
}

function Loaded({ request }: { request: Request }) {
  const [opened, setOpened] = useState<
    'promise' | 'edit' | 'close' | 'occurrence' | 'wait' | 'updates' | 'mark' | 'unmark' | 'ask' | null
  >(null)
  // The palette opens these two from anywhere.
  const [{ open: asked }, setAddress] = useFilters()
  const sheet = opened ?? (asked === 'mark' || asked === 'ask' ? asked : null)
  const setSheet = (next: typeof opened) => {
    if (asked) setAddress({ open: '' })
    setOpened(next)
  }
  const may = (action: Request['allowed'][number]) => request.allowed.includes(action)
  const customer = useRead('customers.get', { id: request.customerId ?? '' }, { enabled: request.customerId !== null })
  const contacts = customer.data?.contacts ?? []
  const contact = contacts.find((each) => each.id === request.contactId) ?? contacts[0] ?? null
  const about = `request:${request.id}`
  const members = useMemberNames()
  const promises = useList('promises.list', { about, limit: 200, include: 'steps' })
  const waits = useList('promises.listWaits', { about, limit: 50 })
  const wait = waits.items.find((each) => each.endedAt === null)
  // Parts that lie below each other on a narrow screen come together: what came later would push the others away.
  const others = useOtherMatters(request.customerId, request.id)
  const waiting =
    promises.isPending || waits.isPending || others.isPending || (request.customerId !== null && customer.isPending)
  const standing = promises.items.filter(
    ({ beneficiary, state }) => beneficiary === 'customer' && (state === 'open' || state === 'proposed'),
  )
  const owner = (request.ownerId && members.get(request.ownerId)) || null
  const mayDo = useMay()
  const mayWait = mayDo('promises.wait')
  const mayGrant = mayDo('remedies.grant')
  useShortcuts([{ keys: 'p', says: m.quote.title(), run: () => may('promise') && setSheet('promise') }])
  return (
    <Page
      title={request.subject}
      tab={`#${request.number} ${request.subject}`}
      wide
      back={
        <A to={paths.requests()}>
          <IconChevronLeft size={14} stroke={2} aria-hidden />
          {m.nav.requests()}
        </A>
      }
      lead={
        <span className={css.lead}>
          <span className="figures">#{request.number}</span>
          <RequestStatus request={request} />
          <span>{m.request.kind[request.kind]()}</span>
          <span>
            {m.requests.opened()} <When at={request.openedAt} />
          </span>
          {owner && <span>{m.promise.ownedBy({ name: owner })}</span>}
        </span>
      }
      actions={
        <>
          <Action
            leftSection={<IconCalendarPlus size={16} stroke={1.9} aria-hidden />}
            onClick={() => setSheet('promise')}
            disabledBecause={
              may('promise')
                ? null
                : request.status === 'closed'
                  ? m.request.closedCannotPromise()
                  : m.request.mayNotPromise()
            }
          >
            {m.quote.title()}
          </Action>
          {request.status === 'open' && !wait && (
            <Action
              variant="default"
              leftSection={<IconPlayerPause size={16} stroke={1.9} aria-hidden />}
              onClick={() => setSheet('wait')}
              disabledBecause={!mayWait ? m.waits.mayNot() : standing.length === 0 ? m.waits.nothingPromised() : null}
            >
              {m.waits.title()}
            </Action>
          )}
          {may('close') && (
            <Action variant="default" onClick={() => setSheet('close')}>
              {m.request.close()}
            </Action>
          )}
          <More
            request={request}
            onEdit={() => setSheet('edit')}
            onNote={() => setSheet('occurrence')}
            onMark={may('mark') ? () => setSheet('mark') : null}
            onAsk={() => setSheet('ask')}
            onUpdates={
              may('promise') && request.customerId !== null && !standing.some(({ repeats }) => repeats)
                ? () => setSheet('updates')
                : null
            }
          />
        </>
      }
    >
      <WithTimelineWords>
        <RequestBar
          request={request}
          owner={owner}
          next={mostUrgent(promises.items)}
          contacts={contacts}
          onPromise={may('promise') ? () => setSheet('promise') : null}
        />
      </WithTimelineWords>
      {!request.followed && <NotFollowed request={request} />}
      {request.exceptional && request.status === 'open' && (
        <ExceptionBanner request={request} onEnd={() => setSheet('unmark')} />
      )}
      {mayDo('recoveries.read') && <RecoveryBanner about={about} />}
      {wait && !waiting && <WaitBanner wait={wait} promises={promises.items} />}
      {waiting ? (
        <div className={css.waiting} aria-busy="true" />
      ) : (
        <>
          <Parts />
          <div className={css.columns}>
            <aside id="customer" className={css.left} aria-label={m.request.customer()}>
              <CustomerCard request={request} customer={customer.data ?? null} onChoose={() => setSheet('edit')} />
              <RequestDetails request={request} />
              {request.customerId !== null && <OtherMatters customerId={request.customerId} others={others} />}
            </aside>
            <div className={css.middle}>
              <WithTimelineWords>
                <RequestTimeline request={request} />
              </WithTimelineWords>
            </div>
            <aside className={css.right} aria-label={m.request.promises()}>
              <FollowUps requestId={request.id} />
              <Questions requestId={request.id} />
              <PromiseRail request={request} contacts={contacts} onPromise={() => setSheet('promise')} />
              {request.customerId !== null && mayGrant && (
                <Offers request={request} customerId={request.customerId} promises={promises.items} />
              )}
            </aside>
          </div>
        </>
      )}
      {sheet === 'promise' && <PromiseDate request={request} contact={contact} onClose={() => setSheet(null)} />}
      {sheet === 'mark' && <MarkExceptional request={request} onClose={() => setSheet(null)} />}
      {sheet === 'unmark' && <UnmarkExceptional request={request} onClose={() => setSheet(null)} />}
      {sheet === 'ask' && <AskColleague requestId={request.id} onClose={() => setSheet(null)} />}
      {sheet === 'edit' && <EditRequest request={request} onClose={() => setSheet(null)} />}
      {sheet === 'occurrence' && <NoteOccurrence request={request} onClose={() => setSheet(null)} />}
      {sheet === 'wait' && (
        <StartWait request={request} contact={contact} standing={standing} onClose={() => setSheet(null)} />
      )}
      {sheet === 'updates' && <PromiseUpdates request={request} contact={contact} onClose={() => setSheet(null)} />}
      {sheet === 'close' && <CloseRequest request={request} standing={standing} onClose={() => setSheet(null)} />}
    </Page>
  )
}

/** On a phone: ways to the parts of the page that lie below each other. */
const Parts = () => (
  <nav className={css.parts} aria-label={m.request.parts()}>
    {(
      [
        ['promises', m.request.promises(), 'start'],
        ['customer', m.request.customer(), 'start'],
        // What is newest stands at its end.
        ['newest', m.request.timeline(), 'end'],
      ] as const
    ).map(([id, label, block]) => (
      <button key={id} type="button" onClick={() => document.getElementById(id)?.scrollIntoView({ block })}>
        {label}
      </button>
    ))}
  </nav>
)

function NotFollowed({ request }: { request: Request }) {
  const adopt = useWrite('requests.adopt')
  return (
    <div className={css.notice}>
      <Note>
        <div className={css.noticeText}>
          <span>{m.request.notFollowedSays()}</span>
          {request.allowed.includes('adopt') && (
            <Action
              size="xs"
              variant="default"
              loading={adopt.pending}
              onClick={() => void adopt.send({ id: request.id }).then((done) => done && toast(m.request.adopted()))}
            >
              {m.request.adopt()}
            </Action>
          )}
        </div>
        {adopt.problem && <Trouble error={adopt.problem} />}
      </Note>
    </div>
  )
}

interface MoreProps {
  readonly request: Request
  readonly onEdit: () => void
  readonly onNote: () => void
  /** Null: it is closed, or not daily work. */
  readonly onMark: (() => void) | null
  readonly onAsk: () => void
  /** Null: updates are promised already, or nobody could be promised any. */
  readonly onUpdates: (() => void) | null
}

function More({ request, onEdit, onNote, onMark, onAsk, onUpdates }: MoreProps) {
  const go = useGo()
  const reopen = useWrite('requests.reopen')
  const mayDo = useMay()
  const [mayNote, mayWrite] = [mayDo('requests.reportOccurrence'), mayDo('conversations.write')]
  const noteCall = useNoteCall()
  const writeMail = useWriteMail()
  const may = (action: Request['allowed'][number]) => request.allowed.includes(action)
  return (
    <Menu position="bottom-end" width={220} shadow="md">
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={m.common.moreActions()}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {may('update') && (
          <Menu.Item leftSection={<IconEdit size={16} stroke={1.7} aria-hidden />} onClick={onEdit}>
            {m.request.edit()}
          </Menu.Item>
        )}
        {onUpdates && (
          <Menu.Item leftSection={<IconMessages size={16} stroke={1.7} aria-hidden />} onClick={onUpdates}>
            {m.updates.title()}
          </Menu.Item>
        )}
        {mayWrite && request.customerId !== null && (
          <Menu.Item leftSection={<IconMail size={16} stroke={1.7} aria-hidden />} onClick={writeMail}>
            {m.writeMail.title()}
          </Menu.Item>
        )}
        {mayWrite && (
          <Menu.Item leftSection={<IconPhone size={16} stroke={1.7} aria-hidden />} onClick={noteCall}>
            {m.noteCall.title()}
          </Menu.Item>
        )}
        {onMark && (
          <Menu.Item leftSection={<IconUrgent size={16} stroke={1.7} aria-hidden />} onClick={onMark}>
            {m.request.mark()}
          </Menu.Item>
        )}
        {mayWrite && (
          <Menu.Item leftSection={<IconMessageQuestion size={16} stroke={1.7} aria-hidden />} onClick={onAsk}>
            {m.request.ask()}
          </Menu.Item>
        )}
        {mayNote && request.followed && (
          <Menu.Item leftSection={<IconNotes size={16} stroke={1.7} aria-hidden />} onClick={onNote}>
            {m.occurrence.title()}
          </Menu.Item>
        )}
        {may('reopen') && (
          <Menu.Item
            leftSection={<IconRotateClockwise size={16} stroke={1.7} aria-hidden />}
            onClick={() => void reopen.send({ id: request.id }).then((done) => done && toast(m.request.reopened()))}
          >
            {m.request.reopen()}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconShieldCheck size={16} stroke={1.7} aria-hidden />}
          onClick={() => go(paths.evidence(request.id))}
        >
          {m.evidence.title()}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
