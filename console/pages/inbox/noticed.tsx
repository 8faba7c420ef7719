import { TextInput } from '@mantine/core'
import { IconAlertTriangle, IconHeartHandshake } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { api } from '../../api/call.ts'
import type { Output } from '../../api/contract.ts'
import { useWrite } from '../../api/write.ts'
import { w } from '../../parts/inbox-words.tsx'
import { Action } from '../../ui/action.tsx'
import { absolute } from '../../ui/time.ts'
import { toast } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'
import css from './composer.module.css'

type Conversation = Output<'conversations.get'>
type Checked = Output<'conversations.checkText'>
type Found = Checked['promises'][number]

// Short enough to feel immediate, long enough not to ask for every letter.
const restMilliseconds = 350

/** What a text promises, asked for when the writer rests; an answer to an older text is thrown away. */
export function useChecked(id: string, text: string, enabled: boolean) {
  const [checked, setChecked] = useState<Checked | null>(null)
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    if (!enabled || text.trim() === '') return setChecked(null)
    const asking = new AbortController()
    const timer = setTimeout(() => {
      api('conversations.checkText', { id, text }, { signal: asking.signal }).then(setChecked, () => {})
    }, restMilliseconds)
    return () => {
      clearTimeout(timer)
      asking.abort()
    }
  }, [id, text, enabled])
  const offered = checked?.promises.filter((found) => found.already === null && !dismissed.has(found.text)) ?? []
  return {
    offered,
    flags: checked?.flags ?? [],
    language: checked?.language,
    dismiss: (found: Found) => setDismissed(new Set([...dismissed, found.text])),
  }
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Records a noticed promise as it stands in the text; the customer is told of it as of every promise. */
export function useRecord(conversation: Conversation, { language, dismiss }: ReturnType<typeof useChecked>) {
  const make = useWrite('promises.make')
  async function record(found: Found): Promise<void> {
    if (found.dueAt === null || conversation.customer === null) return
    const made = await make.send({
      kind: found.kind as 'other',
      wording: sentence(found.text),
      dueAt: found.dueAt,
      about: conversation.about,
      customerId: conversation.customer.id,
      ...(conversation.contactId ? { contactId: conversation.contactId } : {}),
      ...(language ? { language } : {}),
      ...(found.windowFrom ? { windowFrom: found.windowFrom } : {}),
    })
    if (!made) return
    dismiss(found)
    toast(w.noticed.recorded())
  }
  return { record, problem: make.problem, pending: make.pending }
}

interface Props {
  readonly conversation: Conversation
  readonly checked: ReturnType<typeof useChecked>
  readonly recording: ReturnType<typeof useRecord>
}

/** What was noticed, offered: recorded with one key, dismissed with another; nothing is recorded by itself. */
export function Noticed({ conversation, checked, recording }: Props) {
  const [first] = checked.offered
  if (!first && !recording.problem) return null
  return (
    <section className={css.noticed} aria-label={w.noticed.title()}>
      {checked.offered.map((found) => (
        <div key={found.text} className={css.offer}>
          <IconHeartHandshake size={18} stroke={1.8} aria-hidden />
          <span className="own-words">
            {found.dueAt
              ? w.noticed.says({ text: found.text, at: absolute(found.dueAt) })
              : w.noticed.undated({ text: found.text })}
          </span>
          <span className={css.offerActions}>
            {found.dueAt && (
              <Action
                size="compact-sm"
                variant="light"
                loading={recording.pending}
                disabledBecause={conversation.customer ? null : w.noticed.whose()}
                onClick={() => void recording.record(found)}
              >
                {w.noticed.record()}
              </Action>
            )}
            <Action size="compact-sm" variant="subtle" color="gray" onClick={() => checked.dismiss(found)}>
              {w.noticed.dismiss()}
            </Action>
          </span>
        </div>
      ))}
      {first && <p className={css.hint}>{w.noticed.keys()}</p>}
      {recording.problem && <Trouble error={recording.problem} />}
    </section>
  )
}

const FLAGS = { date_differs: 'dateDiffers', declined: 'declined' } as const

interface FlagsProps {
  readonly flags: Checked['flags']
  readonly reason: string
  readonly onReason: (reason: string) => void
}

/** Where the text says something else than the record, with what it is compared; sending it takes a reason. */
export function Flags({ flags, reason, onReason }: FlagsProps) {
  if (flags.length === 0) return null
  return (
    <div className={css.trust} role="status">
      <IconAlertTriangle size={18} stroke={1.8} aria-hidden />
      <div className={css.flags}>
        {flags.map(({ code, promiseId, index, wording, dueAt }) => (
          <strong key={`${promiseId} ${index}`} className="own-words">
            {w.flags[FLAGS[code]]({ wording, at: absolute(dueAt) })}
          </strong>
        ))}
        <TextInput
          label={w.flags.reason()}
          value={reason}
          maxLength={1000}
          onChange={(event) => onReason(event.currentTarget.value)}
        />
      </div>
    </div>
  )
}
