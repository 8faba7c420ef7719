import { z } from 'zod'
import type { Task } from '#platform/queue'
import { fetchFeed } from './fetch-feed.ts'

const fetchData = z.object({ feedId: z.uuid(), seen: z.string().nullable() })

/** The module's background work. @param allowPrivateAddresses whether feeds may lie in the own network */
export const tasksWith = ({ allowPrivateAddresses }: { allowPrivateAddresses: boolean }): readonly Task[] => [
  {
    name: 'calendars.fetch_feed',
    queue: 'outside',
    retries: 2,
    run: (ctx, data) => fetchFeed(ctx, fetchData.parse(data), allowPrivateAddresses ? { allows: () => true } : {}),
  },
]
