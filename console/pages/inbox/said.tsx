import { IconPaperclip } from '@tabler/icons-react'
import { useState } from 'react'
import type { Row } from '../../api/contract.ts'
import { useWrite } from '../../api/write.ts'
import { w } from '../../parts/inbox-words.tsx'
import { MessageState } from '../../parts/message-state.tsx'
import { Action } from '../../ui/action.tsx'
import { absolute, relative, span, useNow } from '../../ui/time.ts'
import { Trouble } from '../../ui/trouble.tsx'
import marks from './marks.module.css'
import { PromisedIn } from './promised-in.tsx'
import css from './said.module.css'

type What = Row<'conversations.listSaid'>

/** One message, note or call. What has not gone out yet can be taken back. */
export function Said({ said }: { said: What }) {
  const now = useNow()
  const [quoted, setQuoted] = useState(false)
  const [asSent, setAsSent] = useState(false)
  const isWritten = said.channel === 'email' || said.channel === 'portal'
  // A rule mailed it: what it says stands elsewhere, what became of it is what counts.
  const byRule = said.channel === 'email' && said.direction === 'out' && !said.from.memberId && said.noticeId === null
  return (
    <li className={css.said} data-direction={said.direction} data-state={said.state}>
      <div className={css.saidHead}>
        <span className={`${css.author} own-words`}>{said.from.name || said.from.address}</span>
        {said.direction === 'note' && <span className={css.tag}>{w.note()}</span>}
        {said.automatic && <span className={css.tag}>{w.automatic[named(said.automatic)]()}</span>}
        {said.outcome && (
          <span className={css.tag}>
            {w.channel[said.channel]()} · {w.outcome[named(said.outcome)]()}
          </span>
        )}
        {said.from.verified === false && <span className={marks.unverified}>{w.unverified()}</span>}
        <time className={marks.at} dateTime={said.at} title={absolute(said.at)}>
          {relative(said.at, now)}
        </time>
      </div>
      {said.html && said.direction === 'in' && <AsSent id={said.id} open={asSent} setOpen={setAsSent} />}
      <div className={`${css.words} own-words`} hidden={asSent}>
        {byRule ? w.mailedCopy({ to: said.to, subject: said.subject }) : <Words said={said} />}
      </div>
      {said.quoted && (
        <>
          <Action size="compact-xs" variant="subtle" aria-expanded={quoted} onClick={() => setQuoted(!quoted)}>
            {quoted ? w.hideQuoted() : w.quoted()}
          </Action>
          {quoted && <div className={`${css.quoted} own-words`}>{said.quoted}</div>}
        </>
      )}
      {said.nextStep && <p className={css.next}>{w.nextStep({ text: said.nextStep })}</p>}
      {said.attachments.length > 0 && (
        <ul className={css.files} aria-label={w.files()}>
          {said.attachments.map((file) => (
            <li key={file.id}>
              <a href={`/v1/attachments/${file.id}/content`} download={file.name} className={css.file}>
                <IconPaperclip size={14} stroke={1.8} aria-hidden />
                <span className="own-words">{file.name}</span>
                <span className={css.size}>{size(file.bytes)}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
      <PromisedIn said={said} />
      {isWritten && said.direction === 'out' && <Going said={said} now={now} />}
      {byRule && said.state === 'failed' && <p className={marks.hint}>{w.copyLost()}</p>}
    </li>
  )
}

/** What was said; who is named in a note stands out. */
function Words({ said: { text, noticeId, mentions } }: { said: What }) {
  if (noticeId !== null) return text.replaceAll('{link}', '…')
  if (mentions.length === 0) return text
  const names = mentions.map(({ name }) => `@${name}`)
  const pattern = new RegExp(`(${names.map(RegExp.escape).join('|')})`)
  return text.split(pattern).map((part, at) =>
    names.includes(part) ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a text that does not change has its parts by their places
      <span key={at} className={css.mentioned}>
        {part}
      </span>
    ) : (
      part
    ),
  )
}

interface AsSentProps {
  readonly id: string
  readonly open: boolean
  readonly setOpen: (open: boolean) => void
}

/** A mail as its sender laid it out: in a frame that runs nothing; remote pictures only when they are asked for. */
function AsSent({ id, open, setOpen }: AsSentProps) {
  const [pictures, setPictures] = useState(false)
  return (
    <div className={css.asSent}>
      <Action size="compact-xs" variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? w.asText() : w.asSent()}
      </Action>
      {open && !pictures && (
        <Action size="compact-xs" variant="subtle" color="gray" onClick={() => setPictures(true)}>
          {w.pictures()}
        </Action>
      )}
      {open && pictures && <span className={marks.hint}>{w.picturesSay()}</span>}
      {open && (
        <iframe
          title={w.asSent()}
          className={css.frame}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          src={`/v1/messages/${id}/html${pictures ? '?pictures=true' : ''}`}
        />
      )}
    </div>
  )
}

/** `not_reached` as texts are called: `notReached`. */
const named = <T extends string>(code: T): Camel<T> =>
  code.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()) as Camel<T>
type Camel<T extends string> = T extends `${infer A}_${infer B}` ? `${A}${Capitalize<B>}` : T

const units = ['B', 'kB', 'MB', 'GB'] as const
function size(bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`
}

/** What became of an answer; while it has not gone out, how long it can be taken back. */
function Going({ said, now }: { said: What; now: number }) {
  const back = useWrite('conversations.takeBack')
  const left = said.state === 'queued' && said.sendAt ? Date.parse(said.sendAt) - now : 0
  if (left <= 0) return <p className={css.state}>{outcomeOf(said)}</p>
  return (
    <div className={css.going} role="status">
      <span>{left < 120_000 ? w.goesIn({ time: span(left) }) : w.goesAt({ at: absolute(said.sendAt ?? '') })}</span>
      <Action size="compact-sm" variant="light" onClick={() => void back.send({ id: said.id })}>
        {w.undo()}
      </Action>
      {back.problem && <Trouble error={back.problem} />}
    </div>
  )
}

/** On the customer's page an answer has arrived as soon as it is there. */
function outcomeOf(said: What) {
  if (said.state === 'cancelled') return w.takenBack()
  return said.channel === 'portal' && said.state === 'sent' ? w.onPage() : <MessageState message={said} />
}
