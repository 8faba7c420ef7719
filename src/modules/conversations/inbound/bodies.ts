import { decode } from './charset.ts'
import { fileName, mailFileName } from './file-name.ts'
import { first, readHeader } from './header.ts'
import type { MailPart } from './mail.ts'
import { latin1, type Node } from './mime-tree.ts'
import { readSubject } from './subject.ts'
import { unflow } from './text.ts'
import { bytesOf } from './transfer.ts'

/** One text of a mail, in each form that it has. */
export type Body = { plain: string | null; html: string | null }

/** What a mail holds: its texts in their order, everything else, and what was wrong. */
export type Contents = { bodies: Body[]; parts: MailPart[]; cut: boolean; broken: boolean }

/** Bytes of a text that are looked at. */
const BODY_BYTES = 2_000_000

/**
 * Sorts the parts of a mail: texts that are shown (of an alternative, plain and HTML are one text), and parts.
 * A text with a file name, or that says it is attached, is a part; so are mails, invitations and winmail.dat.
 */
export async function readContents(raw: Uint8Array, root: Node): Promise<Contents> {
  const contents: Contents = { bodies: [], parts: [], cut: false, broken: false }

  const visit = async (node: Node, alternative: Body | null): Promise<void> => {
    if (node.children.length > 0) {
      let shared = alternative
      if (!shared && node.type === 'multipart/alternative') {
        shared = { plain: null, html: null }
        contents.bodies.push(shared)
      }
      for (const child of node.children) await visit(child, shared)
      return
    }
    if (node.type.startsWith('multipart/')) return
    const name = node.disposition.parameters.get('filename') ?? node.parameters.get('name') ?? null
    if (isBody(node, name, alternative !== null || contents.bodies.length === 0)) {
      const text = await textOf(raw, node, contents)
      const body = alternative ?? { plain: null, html: null }
      if (!alternative) contents.bodies.push(body)
      const form = node.type === 'text/html' ? 'html' : 'plain'
      body[form] = body[form] === null ? text : `${body[form]}\n${text}`
    } else if (!(alternative && node.type === 'text/x-amp-html')) await addPart(raw, node, name, contents)
  }

  await visit(root, null)
  return contents
}

function isBody(node: Node, name: string | null, main: boolean): boolean {
  if (node.type !== 'text/plain' && node.type !== 'text/html') return false
  return node.disposition.value !== 'attachment' && (main || name === null)
}

async function textOf(raw: Uint8Array, node: Node, contents: Contents): Promise<string> {
  let bytes = await bytesOf(raw, node)
  if (bytes.length > BODY_BYTES) {
    contents.cut = true
    let end = BODY_BYTES
    while (end > BODY_BYTES - 8 && (bytes[end - 1] as number) >= 0x80) end--
    bytes = bytes.subarray(0, end)
  }
  const { text, broken } = decode(bytes, node.parameters.get('charset') ?? null)
  contents.broken ||= broken
  const flowed = node.type === 'text/plain' && node.parameters.get('format')?.toLowerCase() === 'flowed'
  return flowed ? unflow(text, node.parameters.get('delsp')?.toLowerCase() === 'yes') : text
}

async function addPart(raw: Uint8Array, node: Node, name: string | null, contents: Contents): Promise<void> {
  const bytes = await bytesOf(raw, node)
  if (bytes.length === 0 && name === null) return
  const number = contents.parts.length + 1
  const contentId = /[^<>\s]+/.exec(first(node.fields, 'content-id') ?? '')?.[0].slice(0, 255) ?? null
  contents.parts.push({
    name:
      node.type === 'message/rfc822' && !name
        ? mailFileName(subjectOf(bytes), number)
        : fileName(name, node.type, number),
    mediaType: node.type,
    bytes,
    contentId: contentId?.toWellFormed() ?? null,
    inline: false,
  })
}

const subjectOf = (mail: Uint8Array): string => readSubject(first(readHeader(mail, 0, mail.length).fields, 'subject'))

/** The text of a part that is for machines, by a regular expression's measure: as Latin 1, at most 256 KiB. */
export const machineText = (part: MailPart): string => latin1(part.bytes, 0, Math.min(part.bytes.length, 262_144))
