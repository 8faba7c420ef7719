const DEPTH = 500

const VOID = new Set('area base basefont br col embed hr img input link meta param source track wbr'.split(' '))

const CELLS = ['td', 'th']
const ROWS = [...CELLS, 'tr']
const GROUPS = [...ROWS, 'thead', 'tbody', 'tfoot']

/** Elements that end the ones before them, which many programs leave open. */
const ENDS = new Map(
  Object.entries({
    p: ['p'],
    div: ['p'],
    table: ['p'],
    ul: ['p'],
    ol: ['p'],
    li: ['p', 'li'],
    dt: ['p', 'dt', 'dd'],
    dd: ['p', 'dt', 'dd'],
    td: ['p', ...CELLS],
    th: ['p', ...CELLS],
    tr: ['p', ...ROWS],
    thead: GROUPS,
    tbody: GROUPS,
    tfoot: GROUPS,
    option: ['option'],
  }),
)

/**
 * HTML in which no more than 500 elements are open at a place; the tags of deeper ones are left out, their text stays.
 * HTML parsers keep open elements in a list that they shift at each tag, so that a mail of a million open elements
 * would take them minutes. Makes nothing safe. Linear.
 */
export function shallow(html: string): string {
  const open: string[] = []
  const counts = new Map<string, number>()
  const pop = () => {
    const name = open.pop() as string
    counts.set(name, (counts.get(name) ?? 1) - 1)
  }
  const kept: string[] = []
  let from = 0
  const tag = /<!--|<(\/?)([a-z][a-z0-9:]{0,30})/gi
  for (let match = tag.exec(html); match; match = tag.exec(html)) {
    const name = match[2]?.toLowerCase()
    if (name === undefined) {
      const end = html.indexOf('-->', tag.lastIndex)
      if (end < 0) break
      tag.lastIndex = end
    } else if (match[1] === '/') {
      if ((counts.get(name) ?? 0) > 0) while (open.at(-1) !== name) pop()
      if (open.at(-1) === name) pop()
    } else if (!VOID.has(name)) {
      const ended = ENDS.get(name)
      while (ended?.includes(open.at(-1) ?? '')) pop()
      if (open.length < DEPTH) {
        open.push(name)
        counts.set(name, (counts.get(name) ?? 0) + 1)
      } else {
        kept.push(html.slice(from, match.index))
        const end = html.indexOf('>', tag.lastIndex)
        from = end < 0 ? html.length : end + 1
        tag.lastIndex = from
      }
    }
  }
  return from === 0 ? html : kept.join('') + html.slice(from)
}
