import { IconMoon } from '@tabler/icons-react'
import type { Output } from '../api/contract.ts'
import { Action } from '../ui/action.tsx'
import { Note } from '../ui/note.tsx'
import { timeOnly, useNow } from '../ui/time.ts'
import { WithTellingWords, w } from './telling-words.tsx'

interface Props {
  readonly quiet: Output<'conversations.get'>['contactQuiet']
  /** The instant that the writer has chosen to send at; null: as they say otherwise. */
  readonly chosen: string | null
  readonly onChoose: (at: string | null) => void
}

/** That it is night where the customer is, and the offer to send when it ends. A person decides. */
export const ContactQuiet = (props: Props) =>
  props.quiet?.until && (
    <WithTellingWords>
      <Offer {...props} until={props.quiet.until} zone={props.quiet.timeZone} />
    </WithTellingWords>
  )

function Offer({ chosen, onChoose, until, zone }: Props & { until: string; zone: string }) {
  const now = useNow()
  if (Date.parse(until) <= now) return null
  const time = { time: timeOnly(new Date(now).toISOString(), zone), until: timeOnly(until, zone) }
  return (
    <Note icon={<IconMoon size={16} stroke={1.8} />}>
      {chosen ? w.quiet.goes(time) : w.quiet.now(time)}{' '}
      <Action size="compact-xs" variant="subtle" onClick={() => onChoose(chosen ? null : until)}>
        {chosen ? w.quiet.sendNow() : w.quiet.sendThen(time)}
      </Action>
    </Note>
  )
}
