import type { Output } from '../../api/contract.ts'
import { useRead } from '../../api/read.ts'
import { w } from '../../parts/forecast-words.tsx'
import { IntervalBar } from '../../parts/interval-bar.tsx'
import { paths } from '../../paths.ts'
import { A } from '../../ui/link.tsx'
import { Section } from '../../ui/page.tsx'
import { number, percent, span, weekdayName } from '../../ui/time.ts'
import { Trouble } from '../../ui/trouble.tsx'
import css from './page.module.css'

type Data = Output<'forecast.readDrivers'>
type Driver = Data['drivers'][number]

/** Groups of requests of which more, or fewer, are late than of all others: what goes together, not why. */
export function Drivers() {
  const drivers = useRead('forecast.readDrivers', {})
  const { data } = drivers
  return (
    <Section title={w.drivers.title()} id="drivers">
      {drivers.isError && <Trouble error={drivers.error} onRetry={() => void drivers.refetch()} />}
      {drivers.isPending && <div className={css.waiting} aria-busy="true" />}
      {data && (data.horizon === null || data.drivers.length === 0) && <p className={css.quiet}>{w.drivers.none()}</p>}
      {data?.horizon && data.drivers.length > 0 && <Found data={data} horizon={data.horizon} />}
    </Section>
  )
}

function Found({ data, horizon }: { data: Data; horizon: NonNullable<Data['horizon']> }) {
  const most = Math.max(...data.drivers.flatMap(({ from, to }) => [Math.abs(from), Math.abs(to)]))
  const clear = data.drivers.filter((driver) => driver.clear)
  const unclear = data.drivers.filter((driver) => !driver.clear)
  return (
    <div className={css.stack}>
      <p className={css.says}>
        {w.drivers.lead({
          n: data.n,
          days: data.days,
          span: span(horizon.seconds * 1000),
          percent: percent(horizon.ended),
        })}
      </p>
      {clear.length > 0 ? <List drivers={clear} most={most} /> : <p className={css.says}>{w.drivers.noneClear()}</p>}
      {unclear.length > 0 && (
        <details className={css.how}>
          <summary>
            {w.drivers.unclear()} ({number(unclear.length)})
          </summary>
          <List drivers={unclear} most={most} />
        </details>
      )}
      <p className={css.quiet}>{w.drivers.says({ compared: data.compared })}</p>
    </div>
  )
}

function List({ drivers, most }: { drivers: readonly Driver[]; most: number }) {
  return (
    <ul className={css.drivers}>
      {drivers.map((driver) => (
        <li key={`${driver.feature} ${driver.value}`}>
          <Row driver={driver} most={most} />
        </li>
      ))}
    </ul>
  )
}

/** Percentage points with their sign. */
function points(share: number): string {
  const rounded = Math.round(Math.abs(share) * 100)
  return `${rounded === 0 ? '' : share > 0 ? '+' : '−'}${number(rounded)}`
}

function Row({ driver, most }: { driver: Driver; most: number }) {
  const services = useRead('services.list', { limit: 200 })
  const { feature, value, n, late, othersLate, difference, from, to } = driver
  const service = feature === 'work' ? services.data?.items.find(({ name }) => name === value) : undefined
  const name = feature === 'weekday' ? weekdayName(Number(value)) : value
  return (
    <>
      <div className={css.driver}>
        <span>
          <span className={css.quiet}>{w.drivers.feature[feature]()}</span>{' '}
          <strong className="own-words">
            {service ? <A to={paths.requests({ view: 'all', service: service.id })}>{name}</A> : name}
          </strong>
        </span>
        <span>
          {w.drivers.late({ late: percent(late), others: percent(othersLate) })}{' '}
          <span className={css.quiet}>({w.record.of({ n })})</span>
        </span>
      </div>
      <div>
        <IntervalBar value={difference} from={from} to={to} most={most} />
        <span className={css.quiet}>
          {w.drivers.interval({ difference: points(difference), from: points(from), to: points(to) })}
        </span>
      </div>
    </>
  )
}
