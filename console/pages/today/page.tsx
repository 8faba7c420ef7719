import { IconCalendarCheck, IconPlus } from '@tabler/icons-react'
import { api } from '../../api/call.ts'
import type { Output } from '../../api/contract.ts'
import { useRead } from '../../api/read.ts'
import { useMay, useSession } from '../../api/session.tsx'
import { DayLine } from '../../parts/day-line.tsx'
import { Figure, Figures, FiguresWaiting } from '../../parts/figure.tsx'
import { lookOf, requestIdOf } from '../../parts/promise-state.ts'
import { SampleProgress } from '../../parts/sample-progress.tsx'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { Empty } from '../../ui/empty.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { A, useGo } from '../../ui/link.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { m } from '../../ui/text.ts'
import { absolute, dayHeading, number, percent, timeOnly, useNow } from '../../ui/time.ts'
import { toastTrouble } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { useFilters } from '../../ui/use-filters.ts'
import { ActNow } from './act-now.tsx'
import { Alerts } from './alerts.tsx'
import { ForecastOff } from './forecast-off.tsx'
import { Lapses } from './lapses.tsx'
import { Unanswered } from './unanswered.tsx'

const Asked = fetched(() => import('./asked.tsx'), 'Asked')
const Exceptional = fetched(() => import('./exceptional.tsx'), 'Exceptional')
const Noes = fetched(() => import('./noes.tsx'), 'Noes')
const Recoveries = fetched(() => import('./recoveries.tsx'), 'Recoveries')
const Calls = fetched(() => import('./calls.tsx'), 'Calls')

type Data = Output<'desk.readToday'>

const WHOSE = ['mine', 'team', 'all'] as const
type Whose = (typeof WHOSE)[number]
/** What a reader chose last counts until they choose again. */
const WHOSE_KEY = 'kept-whose'

const whoseIn = (address: string | undefined): Whose =>
  WHOSE.find((each) => each === (address ?? localStorage.getItem(WHOSE_KEY))) ?? 'all'

/** What must I do so that we keep our word? */
export function Today() {
  const [filters, set] = useFilters()
  const whose = whoseIn(filters.whose)
  const today = useRead('desk.readToday', { whose }, { keep: true })
  return (
    <Page
      title={m.today.title()}
      lead={dayHeading(today.data?.asOf ?? Date.now(), today.data?.timeZone)}
      actions={
        <Tabs
          label={m.today.whose.label()}
          value={whose}
          choices={WHOSE.map((value) => ({ value, label: m.today.whose[value]() }))}
          onChange={(chosen) => {
            localStorage.setItem(WHOSE_KEY, chosen)
            set({ whose: chosen })
          }}
        />
      }
    >
      <SampleProgress />
      <Lapses />
      {today.isError && <Trouble error={today.error} onRetry={() => void today.refetch()} />}
      {today.isPending && <FiguresWaiting />}
      {today.data && (
        <>
          <Exceptional />
          <FourFigures today={today.data} whose={whose} />
          <Unanswered />
          <ForecastOff />
          <Day today={today.data} />
          <Alerts />
          <Asked />
          <Noes />
          <Recoveries until={today.data.day.to} />
          <CallsToMake whose={whose} />
          <ActNowSection today={today.data} />
          <p style={{ color: 'var(--ink-3)', fontSize: 'var(--mantine-font-size-xs)' }}>
            {m.today.asOf({ at: absolute(today.data.asOf) })}
          </p>
        </>
      )}
    </Page>
  )
}

/** Fetched where somebody is to be called: on most days nobody is. */
function CallsToMake({ whose }: { whose: Whose }) {
  const may = useMay()
  const { data } = useRead('calls.list', { whose, limit: 50 }, { enabled: may('conversations.read'), keep: true })
  if (!data || data.items.length === 0) return null
  return <Calls calls={data.items} />
}

function FourFigures({ today: { figures }, whose }: { today: Data; whose: Whose }) {
  const { kept } = figures
  const of = whose === 'all' ? {} : { owner: whose === 'mine' ? 'me' : 'team' }
  const good = kept.kept + kept.keptAsMoved
  const judged = good + kept.keptAsTold + kept.broken
  return (
    <Figures label={m.today.figures()}>
      <Figure
        label={m.today.kept()}
        value={kept.share === null ? '–' : percent(kept.share)}
        basis={
          kept.share === null
            ? m.today.keptNone({ days: kept.days })
            : m.today.keptBasis({ days: kept.days, kept: good, total: judged })
        }
        to={paths.promises({ show: 'ended', ...of })}
      />
      <Figure
        label={m.today.atRisk()}
        value={number(figures.atRisk)}
        basis={m.today.atRiskBasis({ overdue: figures.overdue })}
        to={paths.promises({ show: 'atRisk', ...of })}
      />
      <Figure
        label={m.today.dueToday()}
        value={number(figures.dueToday)}
        basis={m.today.dueTodayBasis()}
        to={paths.promises({ show: 'dueToday', ...of })}
      />
      <Figure
        label={m.today.unanswered()}
        value={number(figures.unanswered)}
        basis={m.today.unansweredBasis({ days: figures.unansweredDays })}
        to={paths.promises({ show: 'unanswered', ...of })}
      />
    </Figures>
  )
}

function Day({ today }: { today: Data }) {
  const now = useNow()
  const go = useGo()
  if (today.dayLine.length === 0) return null
  async function open(id: string): Promise<void> {
    try {
      const requestId = requestIdOf((await api('promises.get', { id })).about)
      if (requestId) go(paths.request(requestId, id))
    } catch (error) {
      toastTrouble(error)
    }
  }
  return (
    <Section title={m.today.day()} id="day" flush>
      <DayLine
        dayStart={Date.parse(today.day.from)}
        zone={today.timeZone}
        onOpen={(id) => void open(id)}
        ticks={today.dayLine.map((tick) => {
          const look = lookOf({ ...tick, occurredAt: tick.overdue ? null : tick.dueAt }, now)
          const told = today.actNow.find((row) => row.promise.id === tick.id)
          return {
            id: tick.id,
            at: tick.dueAt,
            look,
            says: told
              ? m.today.tickOf({
                  time: timeOnly(tick.dueAt, today.timeZone),
                  state: m.promise.look[look](),
                  customer: told.customer?.name ?? '',
                  wording: told.promise.wording,
                })
              : m.today.tick({ time: timeOnly(tick.dueAt, today.timeZone), state: m.promise.look[look]() }),
          }
        })}
      />
    </Section>
  )
}

function ActNowSection({ today }: { today: Data }) {
  const go = useGo()
  const { member } = useSession()
  const may = useMay()
  return (
    <Section title={m.today.actNow()} count={today.actNow.length} id="act-now" flush>
      {today.actNow.length > 0 ? (
        <ActNow rows={today.actNow} />
      ) : (
        <Empty
          icon={<IconCalendarCheck size={22} stroke={1.7} />}
          action={
            <>
              {may('requests.create') && (
                <Action
                  variant="default"
                  leftSection={<IconPlus size={16} stroke={2} aria-hidden />}
                  onClick={() => go(paths.requests({ new: 'request' }))}
                >
                  {m.requests.create()}
                </Action>
              )}
              {/* Without an ended promise there is likely no history either. */}
              {today.figures.kept.share === null && may('imports.create') && (
                <A to={paths.imports()}>{m.requests.importInstead()}</A>
              )}
            </>
          }
        >
          {m.today.nothing({ name: member.name.split(' ')[0] ?? '' })}
        </Empty>
      )}
    </Section>
  )
}
