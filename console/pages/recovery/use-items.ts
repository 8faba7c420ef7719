import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { api } from '../../api/call.ts'
import type { Input, Output } from '../../api/contract.ts'
import { whenChanged } from '../../api/live.ts'
import { client } from '../../api/read.ts'
import type { Item } from '../../parts/recovery-data.tsx'

type Page = Output<'recoveries.listItems'>
type Data = InfiniteData<Page, string>
export type ItemFilter = Pick<Input<'recoveries.listItems'>, 'state' | 'undated'>

const PAGE = 200

/**
 * What is in a recovery, page after page. Thousands of rows are not read again with every change: only the pages that are on
 * screen, and others once they come there.
 */
export function useItems(id: string, filter: ItemFilter) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same filter is the same list
  const asked = useMemo(() => ({ id, ...filter, limit: PAGE }), [id, JSON.stringify(filter)])
  // The first part is no operation's name: the live stream and writes leave it alone.
  const key = useMemo(() => ['recovery items', asked] as const, [asked])
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      api('recoveries.listItems', { ...asked, ...(pageParam ? { cursor: pageParam } : {}) }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page: Page) => page.nextCursor,
    staleTime: 'static',
    gcTime: 0,
  })
  const items = useMemo(
    () => query.data?.pages.flatMap((page) => page.items.map((item) => ({ ...item, id: item.promiseId }))) ?? [],
    [query.data],
  )
  const stale = useRef(new Set<number>())
  const drawn = useRef({ first: 0, last: 0 })

  const readDrawn = useCallback(async () => {
    const known = client.getQueryData<Data>(key)
    if (!known) return
    const [from, to] = pagesOf(known.pages, drawn.current.first, drawn.current.last)
    for (let at = from; at <= to; at++) {
      if (!stale.current.delete(at)) continue
      const cursor = known.pageParams[at]
      try {
        const page = await api('recoveries.listItems', { ...asked, ...(cursor ? { cursor } : {}) })
        client.setQueryData<Data>(key, (data) => data && withPage(data, at, page))
      } catch {
        // What cannot be read now is read with the next change.
        stale.current.add(at)
      }
    }
  }, [key, asked])

  const refresh = useCallback(() => {
    const pages = client.getQueryData<Data>(key)?.pages.length ?? 0
    for (let at = 0; at < pages; at++) stale.current.add(at)
    void readDrawn()
  }, [key, readDrawn])

  useEffect(
    () =>
      whenChanged((events) => {
        const ours = events?.some(
          ({ subject }) =>
            subject === `recovery:${id}` || subject.startsWith('promise:') || subject.startsWith('notice:'),
        )
        if (ours !== false) refresh()
      }),
    [id, refresh],
  )

  const onDrawn = useCallback(
    (first: number, last: number) => {
      drawn.current = { first, last }
      if (stale.current.size > 0) void readDrawn()
    },
    [readDrawn],
  )

  return { ...query, items: items as readonly (Item & { id: string })[], onDrawn, refresh }
}

/** The pages in which the first and the last row lie. */
function pagesOf(pages: readonly Page[], first: number, last: number): [number, number] {
  let [from, to, begins] = [0, Math.max(0, pages.length - 1), 0]
  for (const [at, { items }] of pages.entries()) {
    if (begins <= first) from = at
    if (begins <= last) to = at
    begins += items.length
  }
  return [from, to]
}

const withPage = (data: Data, at: number, page: Page): Data => ({
  ...data,
  // Where the list goes on is kept: what follows was read from there.
  pages: data.pages.map((each, index) =>
    index !== at ? each : index === data.pages.length - 1 ? page : { ...page, nextCursor: each.nextCursor },
  ),
})
