import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { api } from './call.ts'
import type { Input, ListName, Row } from './contract.ts'
import { type LiveEvent, whenChanged } from './live.ts'
import { client } from './read.ts'

const pageSize = 100
/** As many ids as a list takes at a time. */
const mostIds = 200
/** After an interruption so many rows are read again; what lies further down is read when the list is opened anew. */
const mostAgain = 1_000

type Identified = { readonly id: string }
type Page<T> = { readonly items: readonly T[]; readonly nextCursor: string | null }

/** The ids of a kind that events are of or about. */
export function idsTouched(kind: string, events: readonly LiveEvent[]): ReadonlySet<string> {
  const touched = new Set<string>()
  for (const { subject, about } of events)
    for (const reference of [subject, about])
      if (reference.startsWith(`${kind}:`)) touched.add(reference.slice(kind.length + 1))
  return touched
}

/** Pages with some rows replaced; a page without any of them stays the same object. */
export function patched<T extends Identified>(pages: readonly Page<T>[], rows: ReadonlyMap<string, T>): Page<T>[] {
  return pages.map((page) =>
    page.items.some(({ id }) => rows.has(id))
      ? { ...page, items: page.items.map((item) => rows.get(item.id) ?? item) }
      : page,
  )
}

/**
 * The rows of a list that keep their places while colleagues work: a changed row is read again and replaced where it
 * stands, also when it does not fit the filter any more; new ones are counted, and shown when asked for.
 * @param kind what its rows are called in events
 */
export function useSteadyList<N extends ListName>(
  name: N,
  kind: string,
  input: Input<N>,
  options: { enabled?: boolean } = {},
) {
  type T = Row<N> & Identified
  type Data = InfiniteData<Page<T>, string>
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same filters are the same list
  const asked = useMemo(() => input, [JSON.stringify(input)])
  // The first part is no operation's name: neither the live stream nor a write reads a thousand pages again.
  const key = useMemo(() => ['steady list', name, asked] as const, [name, asked])
  const read = useCallback(
    async (over: object): Promise<Page<T>> =>
      (await api(name, { ...asked, limit: pageSize, ...over } as Input<N>)) as unknown as Page<T>,
    [name, asked],
  )
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam ? { cursor: pageParam } : {}),
    initialPageParam: '',
    getNextPageParam: (page: Page<T>) => page.nextCursor,
    staleTime: 'static',
    ...(options.enabled === undefined ? {} : { enabled: options.enabled }),
    placeholderData: (before: Data | undefined) => before,
  })
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  const [fresh, setFresh] = useState(0)

  useEffect(() => {
    const shown = () => client.getQueryData<Data>(key)?.pages.flatMap((page) => page.items) ?? []

    async function readAgain(ids: readonly string[]): Promise<void> {
      for (let at = 0; at < ids.length; at += mostIds) {
        const some = ids.slice(at, at + mostIds).join(',')
        const answer = (await api(name, { ids: some, limit: mostIds } as unknown as Input<N>)) as unknown as Page<T>
        const rows = new Map(answer.items.map((row) => [row.id, row]))
        client.setQueryData<Data>(key, (data) => data && { ...data, pages: patched(data.pages, rows) })
      }
    }

    async function countNew(): Promise<void> {
      const first = await read({})
      const known = new Set(shown().map(({ id }) => id))
      setFresh(first.items.filter(({ id }) => !known.has(id)).length)
    }

    function catchUp(events: readonly LiveEvent[] | null): void {
      const present = shown()
      if (!client.getQueryData(key)) return
      const touched = events && idsTouched(kind, events)
      if (touched?.size === 0) return
      const again = touched ? present.filter(({ id }) => touched.has(id)) : present.slice(0, mostAgain)
      // What cannot be read now is read with the next change, or when the connection is back.
      void Promise.all([readAgain(again.map(({ id }) => id)), countNew()]).catch(() => {})
    }

    setFresh(0)
    // What was left and is come back to may have changed meanwhile.
    catchUp(null)
    return whenChanged(catchUp)
  }, [name, kind, key, read])

  const showNew = useCallback(() => {
    client.setQueryData<Data>(
      key,
      (data) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
    )
    setFresh(0)
    return query.refetch()
  }, [key, query.refetch])

  return { ...query, items, fresh, showNew }
}
