const deepest = 6

/**
 * A JSON record as texts by path: nested objects as `a.b`, lists of plain values with commas between, lists of objects as
 * JSON; null and what is missing is ''. A record that is nothing but a name around one object (`{"ticket": {…}}`) is that object.
 */
export function flatten(record: object): Map<string, string> {
  const cells = new Map<string, string>()
  const [only, ...others] = Object.values(record)
  addObject(cells, '', others.length === 0 && isObject(only) ? only : record, 1)
  return cells
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function addObject(cells: Map<string, string>, path: string, object: object, depth: number): void {
  for (const [key, value] of Object.entries(object)) {
    const name = path === '' ? key : `${path}.${key}`
    if (isObject(value) && depth < deepest) addObject(cells, name, value, depth + 1)
    else if (!cells.has(name)) cells.set(name, textOf(value))
  }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value))
    return value.some((item) => typeof item === 'object' && item !== null)
      ? JSON.stringify(value)
      : value.map(String).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
