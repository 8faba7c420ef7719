/** What was granted by somebody of something, and in which state it is. */
export type SpentRow = {
  memberId: string | null
  remedyId: string
  state: 'granted' | 'taken_back'
  n: number
  amount: number
}

export type Spent = {
  granted: number
  amount: number
  takenBack: number
  takenBackAmount: number
  /** What counts against limits: granted and not taken back. */
  used: number
}

const NOTHING: Spent = { granted: 0, amount: 0, takenBack: 0, takenBackAmount: 0, used: 0 }

/** What was taken back was granted before. */
const plus = (sum: Spent, { state, n, amount }: SpentRow): Spent => {
  const back = state === 'taken_back'
  return {
    granted: sum.granted + n,
    amount: sum.amount + amount,
    takenBack: sum.takenBack + (back ? n : 0),
    takenBackAmount: sum.takenBackAmount + (back ? amount : 0),
    used: sum.used + (back ? 0 : amount),
  }
}

export const spentIn = (rows: readonly SpentRow[]): Spent => rows.reduce(plus, NOTHING)

/** By what rows have in common, the most used first. */
export function spentBy<Key>(rows: readonly SpentRow[], keyOf: (row: SpentRow) => Key): [Key, Spent][] {
  const sums = new Map<Key, Spent>()
  for (const row of rows) sums.set(keyOf(row), plus(sums.get(keyOf(row)) ?? NOTHING, row))
  return [...sums].sort(([, a], [, b]) => b.used - a.used || b.granted - a.granted)
}
