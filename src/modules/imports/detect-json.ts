import type { Encoding } from './encoding.ts'
import { flatten } from './flatten.ts'
import type { Position } from './scan-csv.ts'
import { endOfValue, type JsonLayout, JsonScanner, parseJson, skipBlank } from './scan-json.ts'

/** Where the records of a JSON file are: `path` names the list that holds them, '' when the file is the list. */
export type JsonFinding = { layout: JsonLayout; path: string; body: Position }

const [QUOTE, COLON, COMMA] = [34, 58, 44]
const [OPEN_LIST, OPEN] = [91, 123]
const deepestList = 3

/** Names under which a list is what the file is about, when it holds several. */
const telling =
  /^(tickets|users|organizations|contacts|companies|conversations|payload|results|items|records|rows|data)$/i

/**
 * What the beginning of a file that may be JSON shows: null when it is none, 'no_list' when it is JSON without records.
 * @param text in UTF-8 or a single-byte encoding. @param whole the sample is the whole file
 */
export function detectJson(text: Buffer, from: number, whole: boolean): JsonFinding | 'no_list' | null {
  const start = skipBlank(text, from)
  if (text[start] === OPEN_LIST) {
    const first = skipBlank(text, start + 1)
    if (text[first] === OPEN) return { layout: 'values', path: '', body: { offset: start + 1, line: 1 } }
    return whole && isJson(text, start, text.length) ? 'no_list' : null
  }
  if (text[start] !== OPEN) return null
  const end = endOfValue(text, start)
  if (typeof end !== 'number') {
    if (end === 'broken' || !looksLikeJson(text, start)) return null
    return listIn(text, start) ?? 'no_list'
  }
  if (!isJson(text, start, end)) return null
  const next = skipBlank(text, end)
  const body = { offset: start, line: 1 }
  if (text[next] === OPEN || text[next] === COMMA) {
    const alone = text.indexOf(10, start) >= end && text.indexOf(10, end) < (text[next] === OPEN ? next : text.length)
    return { layout: alone ? 'lines' : 'values', path: '', body }
  }
  if (next < text.length) return null
  const record = parseJson(text.toString('utf8', start, end)) as object
  const list = 'id' in record ? null : listIn(text, start)
  return list ?? { layout: 'values', path: '', body }
}

function isJson(text: Buffer, start: number, end: number): boolean {
  try {
    parseJson(text.toString('utf8', start, end))
    return true
  } catch {
    return false
  }
}

/** It opens an object and a name in quotes, or closes it at once. */
const looksLikeJson = (text: Buffer, start: number): boolean => text[skipBlank(text, start + 1)] === QUOTE

/** The list of objects that an object holds: the first with a telling name, else the first. */
function listIn(text: Buffer, start: number): JsonFinding | null {
  const lists = [...listsIn(text, start, '', 1)]
  const list = lists.find(({ path }) => telling.test(path.split('.').at(-1) ?? '')) ?? lists[0]
  return list ? { layout: 'values', path: list.path, body: { offset: list.offset, line: 1 } } : null
}

/** Walks the names of an object as far as the sample goes. */
function* listsIn(
  text: Buffer,
  start: number,
  path: string,
  depth: number,
): Generator<{ path: string; offset: number }> {
  let at = skipBlank(text, start + 1)
  while (text[at] === QUOTE) {
    const nameEnd = endOfValue(text, at)
    if (typeof nameEnd !== 'number') return
    const colon = skipBlank(text, nameEnd)
    if (text[colon] !== COLON) return
    const name = nameIn(text, at, nameEnd)
    const value = skipBlank(text, colon + 1)
    const inside = path === '' ? name : `${path}.${name}`
    if (text[value] === OPEN_LIST && text[skipBlank(text, value + 1)] === OPEN)
      yield { path: inside, offset: value + 1 }
    if (text[value] === OPEN && depth < deepestList) yield* listsIn(text, value, inside, depth + 1)
    const end = endOfValue(text, value)
    if (typeof end !== 'number') return
    const comma = skipBlank(text, end)
    if (text[comma] !== COMMA) return
    at = skipBlank(text, comma + 1)
  }
}

function nameIn(text: Buffer, start: number, end: number): string {
  try {
    return String(JSON.parse(text.toString('utf8', start, end)))
  } catch {
    return ''
  }
}

const mostPaths = 500

/** The paths of the records in the sample, in the order of their first appearance, and the records as rows of them. */
export function sampleRecords(
  text: Buffer,
  { layout, body }: JsonFinding,
  { encoding, whole, most }: { encoding: Encoding; whole: boolean; most: number },
): { paths: string[]; rows: string[][] } {
  const paths = new Set<string>()
  const records: Map<string, string>[] = []
  for (const { flaw, value } of new JsonScanner({ encoding, layout }, body).push(text.subarray(body.offset), whole)) {
    if (flaw !== null) continue
    const texts = flatten(value as object)
    for (const path of texts.keys()) if (paths.size < mostPaths) paths.add(path)
    records.push(texts)
    if (records.length === most) break
  }
  const order = [...paths]
  return { paths: order, rows: records.map((texts) => order.map((path) => texts.get(path) ?? '')) }
}
