import { Switch } from '@mantine/core'
import { IconMailbox, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { api } from '../../api/call.ts'
import type { Output } from '../../api/contract.ts'
import { useRead } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { useWrite } from '../../api/write.ts'
import { EditMailbox, NewMailbox } from '../../forms/mailbox.tsx'
import { b, failureWords, WithMailboxWords } from '../../parts/mailbox-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Section } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'
import { relative, useNow } from '../../ui/time.ts'
import { toast, toastTrouble } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'
import css from './list.module.css'

/** Fetched with the section. */
export const texts = [WithMailboxWords]

type Mailbox = Output<'mailboxes.list'>['items'][number]

/** The addresses at which customers write to the firm, and whether their mail arrives. */
export const Mailboxes = () => (
  <WithMailboxWords>
    <Addresses />
  </WithMailboxWords>
)

function Addresses() {
  const may = useMay()
  const boxes = useRead('mailboxes.list', {})
  const [sheet, setSheet] = useState<'new' | { edit: Mailbox } | { archive: Mailbox } | null>(null)
  const mayWrite = may('mailboxes.write')
  return (
    <Section
      title={m.settings.section.mailboxes()}
      lead={b.lead()}
      flush
      actions={
        mayWrite && (
          <Action size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setSheet('new')}>
            {b.add()}
          </Action>
        )
      }
    >
      {boxes.isError && <Trouble error={boxes.error} onRetry={() => void boxes.refetch()} />}
      {boxes.data?.items.length === 0 && <Empty icon={<IconMailbox size={22} stroke={1.7} />}>{b.empty()}</Empty>}
      <ul className={css.list}>
        {boxes.data?.items.map((mailbox) => (
          <li key={mailbox.id} className={css.row}>
            <Head mailbox={mailbox} />
            {mayWrite && (
              <div className={css.actions}>
                <Check mailbox={mailbox} />
                <Action size="xs" variant="default" onClick={() => setSheet({ edit: mailbox })}>
                  {m.common.change()}
                </Action>
                <Action size="xs" variant="subtle" color="gray" onClick={() => setSheet({ archive: mailbox })}>
                  {b.archive()}
                </Action>
              </div>
            )}
          </li>
        ))}
      </ul>
      {sheet === 'new' && <NewMailbox onClose={() => setSheet(null)} />}
      {sheet !== null && sheet !== 'new' && 'edit' in sheet && (
        <EditMailbox mailbox={sheet.edit} onClose={() => setSheet(null)} />
      )}
      {sheet !== null && sheet !== 'new' && 'archive' in sheet && (
        <Confirm
          operation="mailboxes.archive"
          input={{ id: sheet.archive.id }}
          title={b.archiveTitle({ address: sheet.archive.address })}
          submit={b.archive()}
          onDone={() => toast(m.common.saved())}
          onClose={() => setSheet(null)}
        >
          <p>{b.archiveSays()}</p>
        </Confirm>
      )}
    </Section>
  )
}

function Head({ mailbox }: { mailbox: Mailbox }) {
  const now = useNow()
  const may = useMay()
  const update = useWrite('mailboxes.update')
  const { enabled, state, failure, receivedAt, kind } = mailbox
  const says = !enabled
    ? b.off()
    : failure === null
      ? b.state[state !== 'new' ? state : kind === 'listener' ? 'watching' : 'unseen']()
      : failureWords(failure)
  return (
    <div className={css.main}>
      <span className={css.name}>
        {mailbox.address}
        <span className={`${css.tag} ${css.plain}`}>{kind === 'imap' ? 'IMAP' : 'SMTP'}</span>
      </span>
      <span className={css.quiet}>
        {[
          mailbox.name,
          kind === 'imap' && mailbox.host,
          says,
          receivedAt && b.lastMail({ at: relative(receivedAt, now) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      {may('mailboxes.write') && (
        <Switch
          size="xs"
          label={b.enabled()}
          checked={enabled}
          onChange={(event) => void update.send({ id: mailbox.id, enabled: event.currentTarget.checked })}
        />
      )}
      {update.problem && <Trouble error={update.problem} />}
    </div>
  )
}

/** Tries to sign in, and says what came of it. */
function Check({ mailbox }: { mailbox: Mailbox }) {
  const [pending, setPending] = useState(false)
  const [found, setFound] = useState<Output<'mailboxes.check'> | null>(null)
  async function check(): Promise<void> {
    setPending(true)
    setFound(null)
    try {
      setFound(await api('mailboxes.check', { id: mailbox.id }))
    } catch (error) {
      toastTrouble(error)
    } finally {
      setPending(false)
    }
  }
  const says =
    found &&
    (found.failure ? failureWords(found.failure) : found.mails === null ? b.delivered() : b.works({ n: found.mails }))
  return (
    <>
      <span role="status" className={css.quiet}>
        {says}
      </span>
      <Action size="xs" variant="default" loading={pending} onClick={() => void check()}>
        {b.check()}
      </Action>
    </>
  )
}
