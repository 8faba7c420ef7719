import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import type { Output } from '../../api/contract.ts'
import { useRead } from '../../api/read.ts'
import { w } from '../../parts/forecast-words.tsx'
import { ReliabilityChart } from '../../parts/reliability-chart.tsx'
import { paths } from '../../paths.ts'
import { A } from '../../ui/link.tsx'
import { Note } from '../../ui/note.tsx'
import { Section } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { absolute, percent } from '../../ui/time.ts'
import { Trouble } from '../../ui/trouble.tsx'
import css from './page.module.css'

type Data = Output<'forecast.readRecord'>
type Coverage = Data['confidences'][number]

const periods = ['28', '90'] as const

/** How the dates of the last weeks were kept, of all work and by service, and what is off. */
export function Record() {
  const [days, setDays] = useState<(typeof periods)[number]>('28')
  const record = useRead('forecast.readRecord', { days }, { keep: true })
  const { data } = record
  return (
    <>
      {data?.state === 'off' && <Alarms alarms={data.alarms} />}
      <Section title={w.record.title()} id="record">
        {record.isError && <Trouble error={record.error} onRetry={() => void record.refetch()} />}
        {record.isPending && <div className={css.waiting} aria-busy="true" />}
        {data && (
          <div className={css.stack}>
            <div className={css.tabs}>
              <Tabs
                label={w.record.periods()}
                value={days}
                choices={periods.map((each) => ({ value: each, label: w.record.period({ days: Number(each) }) }))}
                onChange={setDays}
              />
            </div>
            <p className={css.says}>{w.record[data.state]()}</p>
            {data.state !== 'none' && <Kept record={data} />}
          </div>
        )}
      </Section>
      {data && data.state !== 'none' && <Works record={data} />}
    </>
  )
}

/** What is kept otherwise than stated. */
function Alarms({ alarms }: { alarms: Data['alarms'] }) {
  return (
    <div className={css.alarm}>
      <Note icon={<IconAlertTriangle size={16} stroke={1.8} />}>
        <strong>{w.alarm.title()}</strong>
        <ul className={css.plain}>
          {alarms.map(({ work, confidence, kept, n }) => {
            const says = { stated: percent(confidence), kept: percent(kept), n }
            return (
              <li key={`${work?.by} ${work?.name} ${confidence}`}>
                {work ? w.alarm.work({ work: work.name || w.works.unnamed(), ...says }) : w.alarm.all(says)}
              </li>
            )
          })}
        </ul>
        {w.alarm.what()}
      </Note>
    </div>
  )
}

function Kept({ record }: { record: Data }) {
  const points = record.confidences.flatMap(({ confidence, kept, from, to, off }) =>
    kept === null ? [] : [{ confidence, kept, from, to, off }],
  )
  return (
    <>
      <div className={css.beside}>
        <dl className={css.figures}>
          {record.confidences.map((each) => (
            <div key={each.confidence}>
              <dt>{w.record.at({ percent: percent(each.confidence) })}</dt>
              <dd>
                <strong>{each.kept === null ? '–' : w.record.kept({ kept: percent(each.kept) })}</strong>
                {each.off && <Off />}
                {each.from !== null && each.to !== null && (
                  <span className={css.quiet}>
                    {w.record.basis({ n: each.n, from: percent(each.from), to: percent(each.to) })}
                  </span>
                )}
                {each.declined !== null && each.declined > 0 && (
                  <span className={css.quiet}>{w.record.declined({ percent: percent(each.declined) })}</span>
                )}
              </dd>
            </div>
          ))}
        </dl>
        {points.length > 0 && <ReliabilityChart points={points} />}
      </div>
      {record.countedAt && (
        <p className={css.quiet}>
          {w.record.counted({ at: absolute(record.countedAt), days: record.days, quoted: record.quoted })}
        </p>
      )}
    </>
  )
}

const Off = () => (
  <span className={css.off}>
    <IconAlertTriangle size={14} stroke={1.9} aria-hidden />
    {w.record.isOff()}
  </span>
)

function Works({ record: { works } }: { record: Data }) {
  const services = useRead('services.list', { limit: 200 })
  return (
    <Section title={w.works.title()} id="works">
      {works.length === 0 ? (
        <p className={css.quiet}>{w.works.none()}</p>
      ) : (
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{w.works.work()}</th>
              {works[0]?.confidences.map(({ confidence }) => (
                <th key={confidence} scope="col" className={css.number}>
                  {w.record.at({ percent: percent(confidence) })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {works.map(({ work, confidences }) => {
              const service = services.data?.items.find(({ name }) => work.by === 'service' && name === work.name)
              return (
                <tr key={`${work.by} ${work.name}`}>
                  <th scope="row" className="own-words">
                    {service ? (
                      <A to={paths.requests({ view: 'all', service: service.id })}>{work.name}</A>
                    ) : (
                      work.name || w.works.unnamed()
                    )}
                  </th>
                  {confidences.map((each) => (
                    <td key={each.confidence} className={css.number}>
                      <Share of={each} />
                    </td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </Section>
  )
}

function Share({ of: { kept, n, off } }: { of: Coverage }) {
  if (kept === null) return <span className={css.quiet}>–</span>
  return (
    <>
      {percent(kept)}
      {off && <Off />}
      <span className={css.quiet}>{w.record.of({ n })}</span>
    </>
  )
}
