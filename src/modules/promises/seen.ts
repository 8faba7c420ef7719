import { createHash } from 'node:crypto'
import { canonicalJson } from '#platform/events'

/** SHA-256 of what a customer saw when answering, over canonical JSON: the evidence holds it beside the text itself. */
export const digestOf = (seen: unknown): string => createHash('sha256').update(canonicalJson(seen)).digest('hex')
