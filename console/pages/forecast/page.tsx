import type { Output } from '../../api/contract.ts'
import { useRead } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { WithForecastWords, w } from '../../parts/forecast-words.tsx'
import { paths } from '../../paths.ts'
import { A } from '../../ui/link.tsx'
import { NotAllowed } from '../../ui/lost.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'
import { dayOnly } from '../../ui/time.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { Backtest } from './backtest.tsx'
import { Drivers } from './drivers.tsx'
import css from './page.module.css'
import { Record } from './record.tsx'

/** Fetched with the page. */
export const texts = [WithForecastWords]

/** What dates rest on, how they were kept, how they would have been, and what goes with lateness. */
export function Forecast() {
  const may = useMay()
  if (!may('forecast.read')) return <NotAllowed />
  return (
    <WithForecastWords>
      <Loaded />
    </WithForecastWords>
  )
}

function Loaded() {
  const may = useMay()
  return (
    <Page
      title={m.forecast.title()}
      lead={w.lead()}
      actions={may('promises.readOverrides') && <A to={paths.overrides()}>{w.overrides()}</A>}
    >
      <Record />
      <RestsOn />
      <Backtest />
      <Drivers />
    </Page>
  )
}

function RestsOn() {
  const basis = useRead('forecast.readBasis', {})
  return (
    <Section title={w.rests.title()} id="rests">
      {basis.isError && <Trouble error={basis.error} onRetry={() => void basis.refetch()} />}
      {basis.isPending && <div className={css.waiting} aria-busy="true" />}
      {basis.data && <Basis basis={basis.data} />}
      <details className={css.how}>
        <summary>{w.how.title()}</summary>
        <p>{w.how.similar()}</p>
        <p>{w.how.open()}</p>
        <p>{w.how.confidence()}</p>
        <p>{w.how.check()}</p>
        <p>{w.how.alarm()}</p>
      </details>
    </Section>
  )
}

function Basis({ basis }: { basis: Output<'forecast.readBasis'> }) {
  const { state, requests, windowDays, changedAbout } = basis
  if (state === 'preparing' || state === 'none') return <p className={css.says}>{m.quote[state]()}</p>
  return (
    <p className={css.says}>
      {w.rests.says({ n: requests, days: windowDays })}
      {changedAbout && ` ${w.rests.changed({ date: dayOnly(changedAbout) })}`}
      {state !== 'ready' && ` ${m.quote[state]()}`}
    </p>
  )
}
