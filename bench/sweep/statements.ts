import pg from 'pg'

/**
 * Counts the statements that this process sends to any server, from now on: `BEGIN; SET LOCAL …` in one message is two.
 */
export function countStatements(): { taken(): number } {
  let count = 0
  const { query } = pg.Client.prototype
  // The prototype's method has many forms; what matters is the text that comes first.
  const counted = function (this: pg.Client, ...given: unknown[]): unknown {
    const [first] = given
    const text = typeof first === 'string' ? first : ((first as { text?: string } | undefined)?.text ?? '')
    count += text.split(';').filter((part) => part.trim() !== '').length
    return Reflect.apply(query, this, given)
  }
  pg.Client.prototype.query = counted as typeof query
  return {
    taken: () => {
      const taken = count
      count = 0
      return taken
    },
  }
}
