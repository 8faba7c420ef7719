import {
  IconMessage,
  IconMessageReply,
  IconPlayerPause,
  IconPlayerPlay,
  IconRepeatOff,
  IconSend,
} from '@tabler/icons-react'
import { m } from '../ui/text.ts'
import { absolute } from '../ui/time.ts'

interface Event {
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
  readonly text: Readonly<Record<string, unknown>> | null
}

const textOf = (value: unknown): string[] => (typeof value === 'string' && value !== '' ? [value] : [])

/** Events of waiting on the customer and of updates, in words; null for every other event. */
export function waitEvent({ type, data, text }: Event) {
  const open = 'var(--promise-open)'
  switch (type) {
    case 'promise.paused':
      return { title: m.waits.event.paused(), detail: [], icon: IconPlayerPause, colour: open }
    case 'promise.resumed': {
      const due = textOf(data.dueAt).map((at) => m.waits.event.now({ at: absolute(at) }))
      return { title: m.waits.event.resumed(), detail: due, icon: IconPlayerPlay, colour: open }
    }
    case 'promise.noticed':
      if (data.notice === 'waiting')
        return { title: m.waits.event.asked(), detail: textOf(text?.waitingFor), icon: IconSend }
      if (data.notice === 'reminder') return { title: m.waits.event.reminded(), detail: [], icon: IconSend }
      return { title: m.updates.event.written(), detail: textOf(text?.news), icon: IconMessage }
    case 'promise.cadence_ended':
      return { title: m.updates.event.ended(), detail: [], icon: IconRepeatOff }
    case 'wait.ended':
      return {
        title: data.by === 'system' ? m.waits.event.ended() : m.waits.event.answered(),
        detail: [],
        icon: IconMessageReply,
      }
    case 'conversation.replied':
      return { title: m.waits.event.replied(), detail: [], icon: IconMessageReply }
    default:
      return null
  }
}
