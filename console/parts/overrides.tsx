import { IconShieldCheck } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { Output, Row } from '../api/contract.ts'
import { useMemberNames } from '../api/people.ts'
import { useList, useRead } from '../api/read.ts'
import { paths } from '../paths.ts'
import { Action } from '../ui/action.tsx'
import { Empty } from '../ui/empty.tsx'
import { A } from '../ui/link.tsx'
import { Section } from '../ui/page.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { m } from '../ui/text.ts'
import { absolute, number, percent } from '../ui/time.ts'
import { Trouble } from '../ui/trouble.tsx'
import { useFilters } from '../ui/use-filters.ts'
import { w } from './guard-words.tsx'
import css from './overrides.module.css'
import { requestIdOf } from './promise-state.ts'
import { SaidAnyway } from './said-anyway.tsx'

type Figures = Output<'promises.readOverrides'>
type Went = Figures['below']
type Override = Row<'promises.listOverrides'>

const periods = ['28', '90', '365'] as const
const day = 86_400_000

/** How promises made below the floor went beside the others, by whom, and each of them. Below `WithGuardWords`. */
export function Overrides() {
  const [filters, set] = useFilters()
  const days = periods.find((each) => each === filters.days) ?? '90'
  // The present moves; what is counted stays what it was when it was opened.
  const input = useMemo(() => ({ from: new Date(Date.now() - Number(days) * day).toISOString() }), [days])
  const figures = useRead('promises.readOverrides', input, { keep: true })
  const data = figures.data
  return (
    <>
      <Section title={w.overrides.title()} quiet flush id="compared">
        <Tabs
          label={w.overrides.period()}
          value={days}
          choices={periods.map((each) => ({ value: each, label: w.overrides.days({ days: Number(each) }) }))}
          onChange={(next) => set({ days: next })}
        />
        {figures.isError && <Trouble error={figures.error} onRetry={() => void figures.refetch()} />}
        {data && (
          <>
            <div className={css.compared}>
              <Compared title={w.overrides.below()} went={data.below} />
              <Compared title={w.overrides.atOrAbove()} went={data.atOrAbove} />
            </div>
            <p className={css.says}>{w.overrides.says()}</p>
          </>
        )}
      </Section>
      {data?.members.some(({ below }) => below > 0) && <Members members={data.members} />}
      <Each input={input} />
      <SaidAnyway input={input} />
    </>
  )
}

const outcomes = ['kept', 'keptAsMoved', 'keptAsTold', 'broken', 'pending', 'ended'] as const

function Compared({ title, went }: { title: string; went: Went }) {
  const { kept, keptAsMoved, keptAsTold, broken, keptShare, made } = went
  const judged = kept + keptAsMoved + keptAsTold + broken
  return (
    <section className={css.side} aria-label={title}>
      <h3 className={css.title}>{title}</h3>
      <p className={css.made}>{w.overrides.made({ n: made })}</p>
      {keptShare === null ? (
        <p className={css.noneYet}>{w.overrides.noneYet()}</p>
      ) : (
        <>
          <p className={css.share}>
            {percent(keptShare)}{' '}
            <span className={css.quiet}>{w.overrides.keptOf({ kept: kept + keptAsMoved, n: judged })}</span>
          </p>
          <span className={css.bar} aria-hidden>
            <span style={{ width: `${keptShare * 100}%` }} />
          </span>
        </>
      )}
      <dl className={css.outcomes}>
        {outcomes.map(
          (each) =>
            went[each] > 0 && (
              <div key={each}>
                <dt>{w.overrides.outcome[each]()}</dt>
                <dd>{number(went[each])}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  )
}

function Members({ members }: { members: Figures['members'] }) {
  const names = useMemberNames()
  const rows = members.filter(({ below }) => below > 0)
  return (
    <Section title={w.overrides.members()} flush id="members">
      <table className={css.members}>
        <thead>
          <tr>
            <th scope="col">{w.overrides.member()}</th>
            <th scope="col">{w.overrides.promised()}</th>
            <th scope="col">{w.overrides.below()}</th>
            <th scope="col">{w.overrides.brokenOfThem()}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ memberId, made, below, belowBroken }) => (
            <tr key={memberId ?? 'programs'}>
              <th scope="row">{memberId === null ? w.overrides.programs() : (names.get(memberId) ?? '')}</th>
              <td>{number(made)}</td>
              <td>{number(below)}</td>
              <td>{number(belowBroken)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

function Each({ input }: { input: { from: string } }) {
  const list = useList('promises.listOverrides', input)
  return (
    <Section title={w.overrides.list()} flush id="each">
      {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && list.items.length === 0 && (
        <Empty icon={<IconShieldCheck size={22} stroke={1.7} />}>{w.overrides.empty()}</Empty>
      )}
      <ul className={css.list}>
        {list.items.map((row) => (
          <OverrideRow key={row.id} row={row} />
        ))}
      </ul>
      {list.hasNextPage && (
        <div className={css.more}>
          <Action
            variant="subtle"
            size="xs"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {m.common.more()}
          </Action>
        </div>
      )}
    </Section>
  )
}

const outcomeNames = {
  kept: 'kept',
  kept_as_moved: 'keptAsMoved',
  kept_as_told: 'keptAsTold',
  broken: 'broken',
  pending: 'pending',
  withdrawn: 'withdrawn',
  declined: 'declined',
} as const

function OverrideRow({ row }: { row: Override }) {
  const names = useMemberNames()
  const requestId = requestIdOf(row.about)
  const { chance, floor } = row
  return (
    <li className={css.row}>
      <div className={css.what}>
        <A to={requestId ? paths.request(requestId, row.id) : paths.promises()} className={`${css.link} own-words`}>
          {row.wording}
        </A>
        {row.customerName && <span className={`${css.quiet} own-words`}>{row.customerName}</span>}
        <q className={`${css.reason} own-words`}>{row.reason}</q>
      </div>
      <dl className={css.facts}>
        <div>
          <dt>{w.overrides.outcomeTitle()}</dt>
          <dd>{w.overrides.outcome[outcomeNames[row.outcome]]()}</dd>
        </div>
        <div>
          <dt>{w.overrides.chance()}</dt>
          <dd>
            {chance !== null &&
              floor !== null &&
              w.overrides.chanceOf({ chance: percent(chance), floor: percent(floor) })}
          </dd>
        </div>
        <div>
          <dt>{w.overrides.by()}</dt>
          <dd>
            {row.memberId === null ? w.overrides.programs() : (names.get(row.memberId) ?? '')}
            <span className={css.quiet}>{absolute(row.madeAt)}</span>
          </dd>
        </div>
      </dl>
    </li>
  )
}
