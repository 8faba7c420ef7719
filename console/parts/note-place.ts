/** What a note of a call is about, as far as the page says. */
export type Place =
  | { readonly at: 'customer' | 'request' | 'conversation'; readonly id: string }
  | { readonly at: 'nowhere' }

const KINDS = { customers: 'customer', requests: 'request', inbox: 'conversation' } as const

/** Where the reader is, by the page's address. */
export function placeIn(pathname: string): Place {
  const [, kind, id] = /^\/(customers|requests|inbox)\/([0-9a-f]{8}-[0-9a-f-]{27})/.exec(pathname) ?? []
  return kind && id ? { at: KINDS[kind as keyof typeof KINDS], id } : { at: 'nowhere' }
}
