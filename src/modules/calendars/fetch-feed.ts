import { createHash } from 'node:crypto'
import { FetchError, type FetchOptions, fetchPublic } from '#platform/fetch-public'
import { systemActor } from '#platform/operation'
import type { TaskContext } from '#platform/queue'
import { readFeed } from './read-feed.ts'
import { readICalendar, UnreadableCalendar } from './read-icalendar.ts'
import { type FetchOutcome, recordFetch } from './record-fetch.ts'

/**
 * Looks at a feed: reads where it lies, fetches and reads it outside any transaction, records what it proposes. What a
 * person has to see to is recorded too, never thrown: the next look is tomorrow's.
 * @param seen when it was looked at last as far as the caller knows: two tasks for one look fetch once
 */
export async function fetchFeed(
  { orgId, gate, log, signal }: TaskContext,
  feed: { feedId: string; seen: string | null },
  options: Pick<FetchOptions, 'allows'> = {},
): Promise<void> {
  const actor = systemActor(orgId, 'calendars.fetch_feed')
  const source = await gate.run(readFeed, actor, feed)
  if (source === null) return
  const outcome = await lookAt(source, { ...options, accept: 'text/calendar, text/plain;q=0.5, */*;q=0.1', signal })
  const { state } = await gate.run(recordFetch, actor, { feedId: feed.feedId, outcome })
  log.info({ org: orgId, feed: feed.feedId, outcome: outcome.kind, state }, 'calendar feed')
}

async function lookAt(
  source: { url: string; from: string; until: string; digest: string | null },
  options: FetchOptions,
): Promise<FetchOutcome> {
  try {
    const { body } = await fetchPublic(source.url, options)
    // The same text proposes more when a new year comes into view.
    const digest = createHash('sha256').update(body).update(source.until).digest('hex')
    if (digest === source.digest) return { kind: 'same' }
    const { days, passedOver, cut } = await readICalendar(new TextDecoder().decode(body), source)
    return { kind: 'read', digest, days, passedOver, cut }
  } catch (error) {
    if (options.signal?.aborted) throw error
    if (error instanceof FetchError) return { kind: 'failed', code: error.code, detail: error.detail.slice(0, 300) }
    if (error instanceof UnreadableCalendar) return { kind: 'failed', code: error.code, detail: '' }
    throw error
  }
}
