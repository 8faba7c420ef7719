import type { Output } from '../api/contract.ts'
import { Note } from '../ui/note.tsx'
import { m } from '../ui/text.ts'
import { dayOnly, longDate, percent, relative } from '../ui/time.ts'
import css from './date-choice.module.css'
import { ForecastChart } from './forecast-chart.tsx'

export type Quote = Output<'requests.quote'>

/** A date of the forecast, or the policy's where history is silent; `chance` is null for the latter. */
export interface ChosenDate {
  readonly dueAt: string
  readonly chance: number | null
}

const sameText = (at: string): string => new Date(at).toISOString()

/** The dates that can be chosen, the surest last; of those that fall on the same opening, the surest. */
export function datesOf(quote: Quote): ChosenDate[] {
  const dates = new Map<string, ChosenDate>()
  for (const { promiseAt, confidence } of quote.quotes) {
    if (promiseAt === null) continue
    const dueAt = sameText(promiseAt)
    dates.set(dueAt, { dueAt, chance: confidence })
  }
  return dates.size > 0 || !quote.policyDefault
    ? [...dates.values()]
    : [{ dueAt: sameText(quote.policyDefault.dueAt), chance: null }]
}

/** The share of similar requests that were done by an instant; null when history is silent. */
export function chanceAt(quote: Quote, at: string): number | null {
  if (quote.curve.length === 0) return null
  return quote.curve.reduce((known, point) => (point.at <= at ? point.chance : known), 0)
}

interface Props {
  readonly quote: Quote
  readonly dueAt: string
  readonly now: number
  readonly onChoose: (date: ChosenDate) => void
}

/** The forecast as a curve with the dates at each confidence, and what it rests on. */
export function DateChoice({ quote, dueAt, now, onChoose }: Props) {
  const dates = datesOf(quote)
  const marks = dates.flatMap((date) => (date.chance === null ? [] : [{ confidence: date.chance, at: date.dueAt }]))
  return (
    <div className={css.choice}>
      {quote.curve.length > 0 && (
        <ForecastChart
          curve={quote.curve.map(({ at, chance }) => ({ at, share: chance }))}
          marks={marks}
          chosen={dueAt}
          now={new Date(now).toISOString()}
        />
      )}
      {dates.length > 0 && (
        <div className={css.dates} role="radiogroup" aria-label={m.quote.dates()}>
          {dates.map((date) => (
            <label key={date.dueAt + date.chance} className={css.date} data-chosen={date.dueAt === dueAt}>
              <input
                type="radio"
                name="quoted-date"
                checked={date.dueAt === dueAt}
                onChange={() => onChoose(date)}
                className={css.radio}
              />
              <span className={css.confidence}>
                {date.chance === null ? m.quote.policy() : m.quote.at({ percent: percent(date.chance) })}
              </span>
              <span className={css.when}>{longDate(date.dueAt)}</span>
              <span className={css.relative}>{relative(date.dueAt, now)}</span>
            </label>
          ))}
        </div>
      )}
      <Basis quote={quote} dueAt={dueAt} />
    </div>
  )
}

function Basis({ quote: { basis, quotes }, dueAt }: { quote: Quote; dueAt: string }) {
  if (basis.state === 'preparing') return <Note>{m.quote.preparing()}</Note>
  if (basis.state === 'none') return <Note>{m.quote.none()}</Note>
  const alike = basis.features.map((feature) => m.quote.feature[feature]()).join(', ')
  const weeks = Math.max(1, Math.round(basis.windowDays / 7))
  const chosen = quotes.findLast(({ promiseAt }) => promiseAt !== null && sameText(promiseAt) === dueAt)
  return (
    <Note>
      {basis.features.length > 0
        ? m.quote.restsOn({ n: basis.similar, weeks, alike })
        : m.quote.restsOnAll({ n: basis.similar, weeks })}
      {chosen?.record && ` ${recordWords(chosen.confidence, chosen.record)}`}
      {basis.changedAbout && ` ${m.quote.changed({ date: dayOnly(basis.changedAbout) })}`}
      {basis.state !== 'ready' && ` ${m.quote[basis.state]()}`}
      {basis.restarted && ` ${m.quote.restarted()}`}
      {quotes.some((each) => each.extrapolated) && ` ${m.quote.extrapolated()}`}
      {quotes.some((each) => each.declined === 'not_reached') &&
        ` ${basis.endedShare === null ? m.quote.notReached() : m.quote.declined({ percent: percent(1 - basis.endedShare) })}`}
    </Note>
  )
}

function recordWords(confidence: number, { kept, n, days, source }: NonNullable<Quote['quotes'][number]['record']>) {
  const says = { percent: percent(confidence), kept: percent(kept), n, days }
  return source === 'check' ? m.quote.keptChecked(says) : m.quote.keptTested(says)
}
