import { IconMail } from '@tabler/icons-react'
import { useState } from 'react'
import type { Row } from '../../api/contract.ts'
import { useList, useRead } from '../../api/read.ts'
import { useMay, useSession } from '../../api/session.tsx'
import { useWrite } from '../../api/write.ts'
import { MessageState } from '../../parts/message-state.tsx'
import { requestIdOf } from '../../parts/promise-state.ts'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { Address } from '../../ui/address.tsx'
import { Empty } from '../../ui/empty.tsx'
import { A } from '../../ui/link.tsx'
import { NotAllowed } from '../../ui/lost.tsx'
import { Note } from '../../ui/note.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { Sheet, SheetBody, SheetFoot } from '../../ui/sheet.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { languageNames, m } from '../../ui/text.ts'
import { toast } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { useFilters } from '../../ui/use-filters.ts'
import { When } from '../../ui/when.tsx'
import css from './page.module.css'

type Message = Row<'conversations.listMessages'>

const shows = ['all', 'held', 'failed', 'queued', 'sent'] as const

/** What went out to customers, or would go out; what failed, with a way to try again. For owners. */
export function Mail() {
  const may = useMay()
  const { sendsMail } = useSession()
  const [filters, set] = useFilters()
  const [open, setOpen] = useState<Message | null>(null)
  const show = shows.find((each) => each === filters.show) ?? 'all'
  const allowed = may('conversations.readMessages')
  const list = useList('conversations.listMessages', show === 'all' ? {} : { state: show }, { enabled: allowed })
  if (!allowed) return <NotAllowed />
  return (
    <Page title={m.mail.title()} lead={m.mail.lead()} wide>
      {!sendsMail && (
        <div className={css.note}>
          <Note>{m.mail.noServer()}</Note>
        </div>
      )}
      <Section title={m.mail.shown[show]()} flush quiet id="mail">
        <Tabs
          label={m.mail.title()}
          value={show}
          choices={shows.map((each) => ({ value: each, label: m.mail.shown[each]() }))}
          onChange={(next) => set({ show: next === 'all' ? '' : next })}
        />
        {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
        {list.isSuccess && list.items.length === 0 && (
          <Empty icon={<IconMail size={22} stroke={1.7} />}>
            {show === 'all' ? m.mail.empty() : m.mail.noneFound()}
          </Empty>
        )}
        <ul className={css.list}>
          {list.items.map((message) => (
            <li key={message.id} className={css.row}>
              <button type="button" className={css.open} onClick={() => setOpen(message)}>
                <span className={css.subject}>{message.subject}</span>
                <Address address={message.to} cut className={css.to} />
              </button>
              <MessageState message={message} />
              <When at={message.sentAt ?? message.createdAt} stacked />
              {(message.state === 'failed' || (message.state === 'held' && sendsMail)) && <Resend message={message} />}
            </li>
          ))}
        </ul>
        {list.hasNextPage && (
          <div className={css.more}>
            <Action
              variant="subtle"
              size="xs"
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              {m.common.more()}
            </Action>
          </div>
        )}
      </Section>
      {open && <OneMessage message={open} onClose={() => setOpen(null)} />}
    </Page>
  )
}

function Resend({ message }: { message: Message }) {
  const { sendsMail } = useSession()
  const resend = useWrite('conversations.resendMessage')
  return (
    <Action
      size="xs"
      variant="default"
      loading={resend.pending}
      disabledBecause={sendsMail ? null : m.mail.cannotSend()}
      onClick={() => void resend.send({ id: message.id }).then((sent) => sent && toast(m.mail.sending()))}
    >
      {m.common.retry()}
    </Action>
  )
}

function OneMessage({ message, onClose }: { message: Message; onClose: () => void }) {
  const whole = useRead('conversations.getMessage', { id: message.id })
  const requestId = requestIdOf(message.about)
  return (
    <Sheet
      title={message.subject}
      lead={<Address address={message.to} says={(to) => `${m.mail.to({ to })} · ${languageNames[message.language]}`} />}
      onClose={onClose}
      size={600}
    >
      {(close) => (
        <>
          <SheetBody>
            <MessageState message={message} />
            {whole.isError && <Trouble error={whole.error} />}
            {whole.data && (
              <pre className={css.text} lang={message.language}>
                {whole.data.text.replaceAll('{link}', m.mail.link())}
              </pre>
            )}
            {requestId && <A to={paths.request(requestId)}>{m.mail.openRequest()}</A>}
          </SheetBody>
          <SheetFoot>
            <Action variant="default" onClick={close}>
              {m.common.close()}
            </Action>
            {(message.state === 'failed' || message.state === 'held') && <Resend message={message} />}
          </SheetFoot>
        </>
      )}
    </Sheet>
  )
}
