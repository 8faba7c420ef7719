import { z } from 'zod'
import { instantText, textOf } from '#platform/fields'
import type { Context } from '#platform/operation'
import { messagesOnPage } from './page-queries.ts'
import type { LinkRow } from './queries.ts'

/** A page is read on a telephone: so many characters of what was said, and at least the newest message. */
const MOST_CHARACTERS = 6_000
const MOST_MESSAGES = 20

export const pageMessages = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        by: z.enum(['customer', 'firm']),
        at: instantText,
        text: z.string().meta({ examples: ['May I bring it on Saturday?'] }),
      }),
    ),
    earlier: z.uuid().nullable().meta({ description: 'Before which message there are more; null: none.' }),
  })
  .meta({ description: 'What was written on the page and answered there, the newest last.' })

/** What is said on the page of a link, as much as fits on it. */
export async function messagesFor(ctx: Context, view: LinkRow, before: string | null) {
  const page = { about: view.about, contactId: view.contact_id }
  const rows = await messagesOnPage(ctx.db, ctx.orgId, page, before, MOST_MESSAGES + 1)
  const shown = rows.slice(0, fitting(rows.map(({ text }) => text.length)))
  return {
    items: shown.toReversed().map(({ id, direction, text, shown_at }) => ({
      ...{ id, text, at: textOf(shown_at) },
      by: direction === 'in' ? ('customer' as const) : ('firm' as const),
    })),
    earlier: shown.length < rows.length ? (shown.at(-1)?.id ?? null) : null,
  }
}

/** How many of some messages fit, by their lengths. */
export function fitting(lengths: readonly number[]): number {
  let [count, characters] = [0, 0]
  for (const length of lengths.slice(0, MOST_MESSAGES)) {
    characters += length
    if (count > 0 && characters > MOST_CHARACTERS) break
    count++
  }
  return count
}
