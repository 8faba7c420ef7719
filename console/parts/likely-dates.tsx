import { useDebouncedValue } from '@mantine/hooks'
import { useRead } from '../api/read.ts'
import { useMay } from '../api/session.tsx'
import { m } from '../ui/text.ts'
import { absolute } from '../ui/time.ts'
import { datesOf } from './date-choice.tsx'
import css from './likely-dates.module.css'

interface Props {
  readonly service: { readonly id: string; readonly name: string } | undefined
  readonly category: string
}

const TYPING_MS = 400

/** By when a request like the one that is being entered will be done: what can be said to a customer on the phone. */
export function LikelyDates({ service, category }: Props) {
  const may = useMay()
  const [typed] = useDebouncedValue(category.trim(), TYPING_MS)
  const { data } = useRead(
    'forecast.quote',
    { ...(service ? { service: service.name, serviceId: service.id } : {}), category: typed, confidence: '0.5,0.9' },
    { enabled: may('forecast.quote') && (service !== undefined || typed !== '') },
  )
  return (
    <p className={css.line} role="status">
      {data && wordsOf(data)}
    </p>
  )
}

function wordsOf(quote: Parameters<typeof datesOf>[0]): string {
  const [half, most] = quote.quotes
  const n = quote.basis.similar
  if (half?.promiseAt && most?.promiseAt)
    return m.quote.likely({ half: absolute(half.promiseAt), most: absolute(most.promiseAt), n })
  if (half?.promiseAt) return m.quote.likelyHalf({ half: absolute(half.promiseAt), n })
  const [date] = datesOf(quote)
  return date ? m.quote.likelyPolicy({ at: absolute(date.dueAt) }) : ''
}
