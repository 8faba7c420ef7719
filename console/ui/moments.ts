/** Nine in the morning, so many days from now, by the reader's clock. */
export function nineOf(days: number, from = new Date()): Date {
  const at = new Date(from)
  at.setDate(at.getDate() + days)
  at.setHours(9, 0, 0, 0)
  return at
}

/** Nine in the morning of the next Monday, never of today. */
export const nextMonday = (from = new Date()): Date => nineOf((8 - from.getDay()) % 7 || 7, from)
