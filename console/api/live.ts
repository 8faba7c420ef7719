import { useEffect, useState } from 'react'
import { hearPresence, type Present } from './presence.ts'
import { client } from './read.ts'

export interface LiveEvent {
  readonly type: string
  readonly subject: string
  readonly about: string
}

/** Which operations show something of a subject's kind; a kind that is not here refreshes everything on screen. */
const shownBy: Readonly<Record<string, readonly string[]>> = {
  promise: ['promises.', 'conversations.', 'requests.', 'desk.', 'customers.', 'recoveries.'],
  conversation: ['conversations.', 'requests.', 'desk.', 'promises.'],
  mailbox: ['mailboxes.'],
  mail: ['receivedMail.', 'mailboxes.'],
  wait: ['promises.', 'requests.', 'desk.'],
  link: ['conversations.', 'promises.', 'requests.', 'desk.'],
  request: ['requests.', 'desk.', 'customers.', 'promises.'],
  customer: ['customers.', 'contacts.', 'requests.', 'desk.'],
  contact: ['customers.', 'contacts.', 'requests.'],
  message: ['conversations.', 'requests.', 'desk.', 'promises.'],
  notice: ['conversations.', 'requests.', 'desk.', 'promises.', 'recoveries.'],
  import: ['imports.', 'requests.'],
  forecast: ['forecast.'],
  member: ['members.', 'teams.', 'session'],
  calendar: ['calendars.', 'teams.'],
  team: ['teams.', 'promises.', 'desk.'],
  organization: ['organizations.', 'session'],
  apiKey: ['apiKeys.'],
  webhook: ['webhooks.'],
  notification: ['notifications.'],
  session: ['sessions.'],
  savedView: ['savedViews.'],
  bulkChange: ['bulkChanges.'],
  recovery: ['recoveries.'],
}

/** Whether an operation's answer may have changed through an event. */
export function isTouched(operation: string, event: LiveEvent): boolean {
  const kinds = [event.subject, event.about].map((reference) => reference.split(':', 1)[0] ?? '')
  return kinds.some((kind) => {
    const prefixes = shownBy[kind]
    return prefixes === undefined || prefixes.some((prefix) => operation.startsWith(prefix))
  })
}

// A burst (an import, a sweep) becomes one refresh.
const settleMilliseconds = 150

const listeners = new Set<(events: readonly LiveEvent[] | null) => void>()

/** Hears of events as they come, some at a time; null: some may have been missed. */
export function whenChanged(listener: (events: readonly LiveEvent[] | null) => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/**
 * Follows the organization's live stream while mounted: what a colleague changes is read again within a moment.
 * Returns false while the stream is interrupted; when it is back, everything on screen is read again, because events
 * may have been missed.
 */
export function useLive(): boolean {
  const [connected, setConnected] = useState(true)
  useEffect(() => {
    const waiting: LiveEvent[] = []
    let timer: ReturnType<typeof setTimeout> | undefined
    let interrupted = false
    const stream = new EventSource('/v1/stream')
    const flush = () => {
      timer = undefined
      const events = waiting.splice(0)
      for (const listener of listeners) listener(events)
      void client.invalidateQueries({
        predicate: (query) => events.some((event) => isTouched(String(query.queryKey[0]), event)),
      })
    }
    stream.addEventListener('change', (message) => {
      try {
        waiting.push(JSON.parse(String(message.data)) as LiveEvent)
      } catch {
        return
      }
      timer ??= setTimeout(flush, settleMilliseconds)
    })
    stream.addEventListener('presence', (message) => {
      try {
        const { place, here } = JSON.parse(String(message.data)) as { place: string; here: Present[] }
        hearPresence(place, here)
      } catch {
        // Said again in 20 seconds.
      }
    })
    stream.onopen = () => {
      setConnected(true)
      if (interrupted) {
        void client.invalidateQueries()
        for (const listener of listeners) listener(null)
      }
      interrupted = false
    }
    stream.onerror = () => {
      interrupted = true
      setConnected(false)
    }
    return () => {
      stream.close()
      clearTimeout(timer)
    }
  }, [])
  return connected
}
