import { useState } from 'react'
import type { Output } from '../../api/contract.ts'
import { w } from '../../parts/forecast-words.tsx'
import { ReliabilityChart } from '../../parts/reliability-chart.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { m } from '../../ui/text.ts'
import { absolute, dayOnly, monthOnly, percent } from '../../ui/time.ts'
import css from './page.module.css'

type Backtest = Output<'forecast.listBacktests'>['items'][number]
type Result = NonNullable<Backtest['result']>
type Score = Result['average']
type Part = Result['levels'][number]['months'][number]

/** Fewer dates than this say little of a part. */
const enough = 20

/** What a backtest found, beside what firms do without a forecast. */
export function BacktestResult({ one, result }: { one: Backtest; result: Result }) {
  const [chosen, setChosen] = useState('0.9')
  const level = result.levels.find(({ confidence }) => String(confidence) === chosen) ?? result.levels.at(-1)
  const halfway = result.risk.find(({ of, point, auc }) => of === 'quotes' && point === 0.5 && auc !== null)
  const points = result.reliability.flatMap(({ confidence, kept }) => (kept === null ? [] : [{ confidence, kept }]))
  return (
    <>
      <p className={css.says}>
        {w.backtest.of({
          requests: result.requests,
          from: dayWords(one.from),
          to: dayWords(one.to),
          at: absolute(one.finishedAt ?? one.createdAt),
        })}{' '}
        {one.features.length > 0 &&
          w.backtest.compared({
            features: one.features
              .map((name) => (name === 'work' ? m.quote.feature.service() : m.quote.feature[name]()))
              .join(', '),
          })}
      </p>
      {level && (
        <div className={css.beside}>
          <div className={css.stack}>
            <div className={css.tabs}>
              <Tabs
                label={w.backtest.confidences()}
                value={String(level.confidence)}
                choices={result.levels.map(({ confidence }) => ({
                  value: String(confidence),
                  label: w.record.at({ percent: percent(confidence) }),
                }))}
                onChange={setChosen}
              />
            </div>
            <Methods result={result} level={level} />
            <p className={css.quiet}>{w.backtest.lossSays()}</p>
          </div>
          <ReliabilityChart points={points} />
        </div>
      )}
      {halfway?.auc != null && (
        <p className={css.says}>{w.backtest.risk({ auc: percent(halfway.auc), n: halfway.n })}</p>
      )}
      {level && (
        <div className={css.halves}>
          <Parts title={w.backtest.months()} parts={level.months} nameOf={monthWords} />
          <Parts
            title={w.works.title()}
            parts={level.works.filter(({ n }) => n >= enough)}
            nameOf={(name) => name || w.works.unnamed()}
          />
        </div>
      )}
    </>
  )
}

/** A date as it stands on the firm's calendar, whatever zone the reader is in. */
const dayWords = (date: string): string => dayOnly(`${date}T12:00:00Z`, 'UTC')
const monthWords = (month: string): string => monthOnly(`${month}-15T12:00:00Z`)

const daysWords = (days: number | null): string =>
  days === null ? '–' : m.time.days({ n: Math.round(days * 10) / 10 })
const share = (value: number | null): string => (value === null ? '–' : percent(value))

function Methods({ result, level }: { result: Result; level: Result['levels'][number] }) {
  const rows: [name: keyof typeof w.backtest.methods, score: Score | null][] = [
    ['ours', level.ours],
    ['quantile', level.quantile],
    ['kaplanMeier', level.kaplanMeier],
    ['average', result.average],
    ['targets', result.targets],
  ]
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col">{w.backtest.method()}</th>
          <th scope="col" className={css.number}>
            {w.backtest.kept()}
          </th>
          <th scope="col" className={css.number}>
            {w.backtest.declined()}
          </th>
          <th scope="col" className={css.number}>
            {w.backtest.mean()}
          </th>
          <th scope="col" className={`${css.number} ${css.roomy}`}>
            {w.backtest.median()}
          </th>
          <th scope="col" className={`${css.number} ${css.roomy}`}>
            {w.backtest.loss()}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, score]) =>
          score === null ? null : (
            <tr key={name} data-ours={name === 'ours'}>
              <th scope="row">{w.backtest.methods[name]()}</th>
              <td className={css.number}>
                {share(score.kept)}
                <span className={css.quiet}>{w.record.of({ n: score.n })}</span>
              </td>
              <td className={css.number}>{share(score.declined)}</td>
              <td className={css.number}>{daysWords(score.meanDays)}</td>
              <td className={`${css.number} ${css.roomy}`}>{daysWords(score.medianDays)}</td>
              <td className={`${css.number} ${css.roomy}`}>
                {/* Neither is a date at this confidence. */}
                {name === 'average' || name === 'targets' ? '–' : daysWords(score.lossDays)}
              </td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  )
}

function Parts({ title, parts, nameOf }: { title: string; parts: readonly Part[]; nameOf: (name: string) => string }) {
  if (parts.length === 0) return null
  return (
    <table className={css.table}>
      <caption>{title}</caption>
      <tbody>
        {parts.map(({ name, n, kept }) => (
          <tr key={name}>
            <th scope="row" className="own-words">
              {nameOf(name)}
            </th>
            <td className={css.number}>
              {percent(kept)}
              <span className={css.quiet}>{w.record.of({ n })}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
