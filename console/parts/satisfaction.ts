import { useRead } from '../api/read.ts'
import { number, percent } from '../ui/time.ts'
import { w } from './making-words.tsx'

/** How often each line of the library led to a satisfied customer, in words, by its id; null: too few have answered. */
export function useSatisfaction(): (remedyId: string) => string | null {
  const read = useRead('followUps.readSatisfaction', {})
  const of = new Map(read.data?.items.map((item) => [item.remedyId, item]))
  return (remedyId) => {
    const item = of.get(remedyId)
    if (!item?.answered) return null
    const { share, from, to, answered: n, satisfied } = item
    return share === null || from === null || to === null
      ? w.satisfied.few({ satisfied: number(satisfied), n })
      : w.satisfied.share({ share: percent(share), from: percent(from), to: percent(to), n })
  }
}
