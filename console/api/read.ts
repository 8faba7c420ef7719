import { keepPreviousData, QueryClient, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api } from './call.ts'
import type { Input, ListName, ReadName, Row } from './contract.ts'
import { Problem } from './problem.ts'

export const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 20_000,
      retry: (failures, error) => failures < 2 && error instanceof Problem && error.mayRetry,
      refetchOnWindowFocus: true,
      // What is no answer of the API is a fault of the console: it goes to the page's error boundary and the log.
      throwOnError: (error) => !(error instanceof Problem),
    },
  },
})

/** How an operation that reads is asked for and remembered; for preloading and for `useRead`. */
export const reading = <N extends ReadName>(name: N, input: Input<N>) =>
  queryOptions({ queryKey: [name, input], queryFn: ({ signal }) => api(name, input, { signal }) })

/** Reads an operation and draws again when the live stream says that what it shows has changed. */
export const useRead = <N extends ReadName>(
  name: N,
  input: Input<N>,
  options: { enabled?: boolean; keep?: boolean; everyMilliseconds?: number | false } = {},
) =>
  useQuery({
    ...reading(name, input),
    ...(options.enabled === undefined ? {} : { enabled: options.enabled }),
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
    ...(options.everyMilliseconds ? { refetchInterval: options.everyMilliseconds } : {}),
  })

/** The rows of a cursor-paged list, page after page. */
export function useList<N extends ListName>(name: N, input: Input<N>, options: { enabled?: boolean } = {}) {
  const query = useInfiniteQuery({
    queryKey: [name, input, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      api(name, { ...input, ...(pageParam ? { cursor: pageParam } : {}) } as Input<N>, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => (page as unknown as { nextCursor: string | null }).nextCursor,
    placeholderData: keepPreviousData,
    ...(options.enabled === undefined ? {} : { enabled: options.enabled }),
  })
  const pages = (query.data?.pages ?? []) as unknown as { items: Row<N>[] }[]
  const items = pages.flatMap((page) => page.items)
  /** Reads the next page. A change that has what is shown read again meanwhile gives it up: it is asked for again. */
  async function fetchNextPage(): ReturnType<typeof query.fetchNextPage> {
    const shown = pages.length
    let read = await query.fetchNextPage()
    for (let n = 0; n < 3 && read.isSuccess && read.hasNextPage && read.data.pages.length <= shown; n++)
      read = await query.fetchNextPage()
    return read
  }
  return { ...query, items, fetchNextPage }
}
