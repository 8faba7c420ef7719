import { decodeWords } from 'postal-mime'
import { oneLine } from './one-line.ts'

const LENGTH = 998

/** A subject, decoded (RFC 2047), one line of at most 998 characters. */
export const readSubject = (field: string | null): string =>
  oneLine(decodeWords((field ?? '').slice(0, 20_000)), LENGTH)

/** The Message-IDs in a field in their order, without angle brackets; a bare one counts where there is no other. */
export function readIds(field: string | null): string[] {
  const text = (field ?? '').slice(0, 60_000)
  const ids = Array.from(text.matchAll(/<([^<>\s]{1,990})>/g), ([, id]) => (id as string).toWellFormed())
  if (ids.length > 0) return ids
  return /^[^<>\s]{1,980}@[^<>\s]{1,255}$/.test(text.trim()) ? [text.trim().toWellFormed()] : []
}

const REFERENCES = 50

/** What a mail answers, the nearest first: In-Reply-To, then References from its end; no repeats, at most 50. */
export const readReferences = (inReplyTo: string | null, references: string | null): string[] =>
  [...new Set([...readIds(inReplyTo), ...readIds(references).reverse()])].slice(0, REFERENCES)
