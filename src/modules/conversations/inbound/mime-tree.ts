import { type Field, first, lineAfter, lineEnd, readHeader } from './header.ts'
import { readStructured, type Structured } from './parameters.ts'

/** A part of a mail, or the mail itself: its header, where its body is, and the parts in it. */
export type Node = {
  fields: Field[]
  type: string
  parameters: Structured['parameters']
  disposition: Structured
  start: number
  end: number
  children: Node[]
}

/** A mail as parts, and what was wrong with it. */
export type Tree = { root: Node; cut: boolean; tooMany: boolean; guessed: boolean; broken: boolean }

const PARTS = 100
const NODES = 300
const DEPTH = 100
const BOUNDARY = 200

type Open = { node: Node; boundary: string }

/**
 * Splits a mail into its parts (RFC 2046), in one pass and in linear time, at most 100 parts that hold something and
 * 100 levels deep; what lies beyond is passed over. A multipart without a boundary takes the one that its body
 * begins with; one whose boundary never comes is text.
 */
export function readTree(raw: Uint8Array): Tree {
  const tree = { cut: false, tooMany: false, guessed: false, broken: false }
  const open: Open[] = []
  let parts = 0
  let nodes = 0

  /** The delimiter that a line is: of which open multipart, and whether it closes it. */
  const delimiter = (from: number, to: number): { level: number; closes: boolean } | null => {
    if (open.length === 0 || raw[from] !== 45 || raw[from + 1] !== 45 || to - from > BOUNDARY + 50) return null
    const text = latin1(raw, from + 2, to).trimEnd()
    for (let level = open.length - 1; level >= 0; level--) {
      const { boundary } = open[level] as Open
      if (text === boundary) return { level, closes: false }
      if (text.length === boundary.length + 2 && text === `${boundary}--`) return { level, closes: true }
    }
    return null
  }

  /** Ends the innermost multipart. One that never had a part is text: its boundary was wrong. */
  const close = (end: number): void => {
    const { node } = open.pop() as Open
    if (node.children.length > 0) return
    tree.broken = true
    node.end = Math.min(node.end, end)
    node.type = 'text/plain'
  }

  const begin = (at: number, fallback: string): Node => {
    const header = readHeader(raw, at, raw.length, (from, to) => delimiter(from, to) !== null)
    tree.cut ||= header.cut
    tree.guessed ||= header.guessed
    const type = readStructured(first(header.fields, 'content-type'))
    const named = /^[\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127}$/.test(type.value)
    const node: Node = {
      fields: header.fields,
      type: named ? type.value : fallback,
      parameters: type.parameters,
      disposition: readStructured(first(header.fields, 'content-disposition')),
      start: header.bodyStart,
      end: raw.length,
      children: [],
    }
    // A part may have no header at all; a mail may not, nor may either be cut off in it.
    tree.broken ||= header.broken && (open.length === 0 || header.fields.length > 0)
    nodes++
    if (!node.type.startsWith('multipart/')) parts++
    else if (open.length >= DEPTH) {
      tree.broken = true
      node.type = 'application/octet-stream'
      parts++
    } else {
      const boundary = type.parameters.get('boundary')?.trimEnd() || guessedBoundary(raw, node.start)
      if (!boundary || boundary.length > BOUNDARY) {
        tree.broken = true
        node.type = 'text/plain'
        parts++
      } else {
        if (!type.parameters.get('boundary')) tree.broken = true
        open.push({ node, boundary: Buffer.from(boundary).toString('latin1') })
      }
    }
    return node
  }

  const root = begin(0, 'text/plain')
  let current = root
  let at = root.start
  while (open.length > 0 && at < raw.length) {
    const next = lineAfter(raw, at, raw.length)
    const found = raw[at] === 45 ? delimiter(at, lineEnd(raw, at, next)) : null
    if (!found) {
      at = next
      continue
    }
    // The line end before a delimiter belongs to the delimiter.
    const bodyEnd = Math.max(current.start, lineEnd(raw, current.start, at))
    current.end = Math.min(current.end, bodyEnd)
    while (open.length > found.level + 1) {
      tree.broken = true
      close(bodyEnd)
    }
    const { node: parent } = open[found.level] as Open
    if (found.closes) {
      close(bodyEnd)
      current = parent
      at = next
      continue
    }
    if (parts >= PARTS || nodes >= NODES) {
      tree.tooMany = true
      break
    }
    current = begin(next, parent.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain')
    parent.children.push(current)
    at = Math.max(next, current.start)
  }
  tree.broken ||= open.length > 0 && !tree.tooMany
  while (open.length > 0) close(raw.length)
  return { root, ...tree }
}

/** The boundary that the first line with something in it looks like. */
function guessedBoundary(raw: Uint8Array, start: number): string | null {
  let at = start
  for (let n = 0; n < 10 && at < raw.length; n++) {
    const next = lineAfter(raw, at, raw.length)
    const stop = lineEnd(raw, at, next)
    if (stop > at) {
      const line = latin1(raw, at, Math.min(stop, at + BOUNDARY)).trimEnd()
      return /^-{2,}[^\s-]/.test(line) ? line.slice(2) : null
    }
    at = next
  }
  return null
}

export const latin1 = (raw: Uint8Array, from: number, to: number): string =>
  Buffer.from(raw.buffer, raw.byteOffset + from, Math.max(0, to - from)).toString('latin1')
