import { ActionIcon, FileButton, Menu, TextInput } from '@mantine/core'
import { IconCalendarDown, IconDots } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useList } from '../../api/read.ts'
import { useWrite } from '../../api/write.ts'
import { w } from '../../parts/calendar-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Section } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'
import { relative, useNow } from '../../ui/time.ts'
import { toast } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'
import type { Calendar } from './draft.ts'
import { type Feed, FeedProposal } from './feed-proposal.tsx'
import css from './page.module.css'

interface Props {
  readonly calendarId: string
  readonly calendar: Calendar
  /** The page holds unsaved changes: a proposal is decided about after them. */
  readonly blocked: boolean
}

const mostBytes = 750_000

/** Calendars of others that days are taken from: looked at daily, and nothing changes without a person's word. */
export function Feeds({ calendarId, calendar, blocked }: Props) {
  const feeds = useList('calendars.listFeeds', { id: calendarId })
  return (
    <Section title={w.feeds.title()} lead={w.feeds.lead()} id="feeds" flush>
      {feeds.isError && <Trouble error={feeds.error} onRetry={() => void feeds.refetch()} />}
      {feeds.data && feeds.items.length === 0 && (
        <Empty icon={<IconCalendarDown size={22} stroke={1.7} />}>{w.feeds.empty()}</Empty>
      )}
      <ul className={css.feeds}>
        {feeds.items.map((feed) => (
          <FeedRow key={feed.id} feed={feed} calendar={calendar} blocked={blocked} />
        ))}
      </ul>
      <AddFeed calendarId={calendarId} />
    </Section>
  )
}

function FeedRow({ feed, calendar, blocked }: { feed: Feed; calendar: Calendar; blocked: boolean }) {
  const now = useNow()
  const check = useWrite('calendars.checkFeed')
  // The look is a task: until its answer is here, the one before is shown.
  const [asked, setAsked] = useState<string | null | undefined>(undefined)
  const [deciding, setDeciding] = useState(false)
  const [removing, setRemoving] = useState(false)
  const looking = (asked !== undefined && asked === feed.fetchedAt) || feed.state === 'new'
  useEffect(() => {
    if (asked === undefined) return
    const timer = setTimeout(() => setAsked(undefined), 20_000)
    return () => clearTimeout(timer)
  }, [asked])
  const changes = (feed.proposal?.add.length ?? 0) + (feed.proposal?.remove.length ?? 0)
  const waits = feed.proposal !== null && feed.state !== 'current'
  return (
    <li className={css.feed}>
      <div className={css.feedText}>
        <span className={css.address}>{feed.fileName ?? feed.url}</span>
        <span className={css.quiet} aria-live="polite">
          {looking
            ? w.feeds.looking()
            : [
                feed.fetchedAt && w.feeds.lookedAt({ when: relative(feed.fetchedAt, now) }),
                !waits && feed.state === 'current' && w.feeds.nothing(),
                waits && w.feeds.proposes({ n: changes }),
              ]
                .filter(Boolean)
                .join(' · ')}
        </span>
        {feed.failure && !looking && (
          <span className={css.failure}>
            {w.feeds.failure[failureKey(feed.failure.code)]({ detail: feed.failure.detail })}
          </span>
        )}
        {check.problem && <Trouble error={check.problem} />}
      </div>
      <div className={css.buttons}>
        {waits && !looking && (
          <Action size="xs" disabledBecause={blocked ? w.feeds.blocked() : null} onClick={() => setDeciding(true)}>
            {w.feeds.decide()}
          </Action>
        )}
        {feed.url !== null && (
          <Action
            size="xs"
            variant="default"
            loading={check.pending}
            onClick={() => {
              setAsked(feed.fetchedAt)
              void check.send({ id: feed.id }).then((answer) => answer === null && setAsked(undefined))
            }}
          >
            {w.feeds.check()}
          </Action>
        )}
        <Menu position="bottom-end" shadow="md">
          <Menu.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={w.feeds.more({ name: feed.fileName ?? feed.url ?? '' })}
            >
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setRemoving(true)}>{m.common.remove()}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      {deciding && <FeedProposal feed={feed} calendar={calendar} onClose={() => setDeciding(false)} />}
      {removing && (
        <Confirm
          operation="calendars.removeFeed"
          input={{ id: feed.id }}
          title={w.feeds.removeTitle()}
          submit={m.common.remove()}
          onDone={() => toast(w.feeds.removed())}
          onClose={() => setRemoving(false)}
        >
          {w.feeds.removeSays()}
        </Confirm>
      )}
    </li>
  )
}

type FailureKey = keyof typeof w.feeds.failure
/** `too_slow` is kept under `tooSlow`. */
const failureKey = (code: string): FailureKey =>
  code.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()) as FailureKey

function AddFeed({ calendarId }: { calendarId: string }) {
  const add = useWrite('calendars.addFeed')
  const [url, setUrl] = useState('')
  const [tooLarge, setTooLarge] = useState(false)
  const wrong = add.problem?.issues.find((issue) => issue.path === 'url')?.message
  const sendFile = async (file: File | null) => {
    if (!file) return
    setTooLarge(file.size > mostBytes)
    if (file.size > mostBytes) return
    const sent = await add.send({ id: calendarId, fileName: file.name.slice(0, 200), text: await file.text() })
    if (sent) toast(sent.state === 'proposed' ? w.feeds.fileRead() : w.feeds.fileNothing())
  }
  return (
    <form
      className={css.addFeed}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (url.trim() === '') return
        setTooLarge(false)
        void add.send({ id: calendarId, url: url.trim() }).then((added) => added && setUrl(''))
      }}
    >
      <TextInput
        className={css.grow ?? ''}
        type="url"
        label={w.feeds.address()}
        placeholder="https://…/calendar.ics"
        description={w.feeds.addressSays()}
        value={url}
        error={wrong}
        maxLength={2000}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <div className={css.buttons}>
        <Action
          type="submit"
          variant="default"
          loading={add.pending}
          disabledBecause={url.trim() === '' ? w.feeds.addressFirst() : null}
        >
          {w.feeds.add()}
        </Action>
        <FileButton onChange={(file) => void sendFile(file)} accept=".ics,text/calendar">
          {(props) => (
            <Action variant="subtle" {...props}>
              {w.feeds.file()}
            </Action>
          )}
        </FileButton>
      </div>
      {tooLarge && <Trouble>{w.feeds.tooLarge()}</Trouble>}
      {add.problem && !wrong && <Trouble error={add.problem} />}
    </form>
  )
}
