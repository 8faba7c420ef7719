import { IconShieldCheck } from '@tabler/icons-react'
import type { Row } from '../api/contract.ts'
import { useMemberNames } from '../api/people.ts'
import { useList, useRead } from '../api/read.ts'
import { paths } from '../paths.ts'
import { Action } from '../ui/action.tsx'
import { Empty } from '../ui/empty.tsx'
import { A } from '../ui/link.tsx'
import { Section } from '../ui/page.tsx'
import { m } from '../ui/text.ts'
import { absolute, percent } from '../ui/time.ts'
import { Trouble } from '../ui/trouble.tsx'
import { w as guard } from './guard-words.tsx'
import css from './overrides.module.css'
import { requestIdOf } from './promise-state.ts'
import { WithWritingWords, w } from './writing-words.tsx'

type Said = Row<'promises.listContradictions'>

interface Props {
  readonly input: { from: string }
}

/** What was said to customers although it was flagged: how often, what was wrong, and why. Below `WithGuardWords`. */
export const SaidAnyway = (props: Props) => (
  <WithWritingWords>
    <Loaded {...props} />
  </WithWritingWords>
)

const codes = {
  date_differs: 'dateDiffers',
  declined: 'declined',
  second: 'second',
  below_floor: 'belowFloor',
} as const

function Loaded({ input }: Props) {
  const figures = useRead('promises.readContradictions', input, { keep: true })
  const list = useList('promises.listContradictions', input)
  return (
    <Section title={w.anyway.title()} flush id="said-anyway">
      {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      {figures.data && figures.data.said > 0 && (
        <dl className={`${css.outcomes} ${css.counted}`}>
          {figures.data.codes.map(({ code, said }) => (
            <div key={code}>
              <dt>{w.anyway[codes[code]]()}</dt>
              <dd>{w.anyway.count({ n: said })}</dd>
            </div>
          ))}
        </dl>
      )}
      {list.isSuccess && list.items.length === 0 && (
        <Empty icon={<IconShieldCheck size={22} stroke={1.7} />}>{w.anyway.empty()}</Empty>
      )}
      <ul className={css.list}>
        {list.items.map((row) => (
          <Each key={row.id} row={row} />
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
      <p className={css.says}>{w.anyway.says()}</p>
    </Section>
  )
}

function Each({ row }: { row: Said }) {
  const names = useMemberNames()
  const requestId = requestIdOf(row.about)
  const { promise, chance, floor } = row
  return (
    <li className={css.row}>
      <div className={css.what}>
        <A
          to={requestId ? paths.request(requestId) : paths.conversation(row.about.slice('conversation:'.length))}
          className={`${css.link} own-words`}
        >
          {row.said}
        </A>
        {row.customerName && <span className={`${css.quiet} own-words`}>{row.customerName}</span>}
        {promise && (
          <span className={`${css.quiet} own-words`}>
            {w.anyway.compared({ wording: promise.wording, at: absolute(promise.dueAt) })}
          </span>
        )}
        {row.reason === null ? (
          <span className={css.quiet}>{w.anyway.unexplained()}</span>
        ) : (
          <q className={`${css.reason} own-words`}>{row.reason}</q>
        )}
      </div>
      <dl className={css.facts}>
        <div>
          <dt>{w.anyway.title()}</dt>
          <dd>{w.anyway[codes[row.code]]()}</dd>
        </div>
        {chance !== null && floor !== null && (
          <div>
            <dt>{guard.overrides.chance()}</dt>
            <dd>{guard.overrides.chanceOf({ chance: percent(chance), floor: percent(floor) })}</dd>
          </div>
        )}
        <div>
          <dt>{guard.overrides.by()}</dt>
          <dd>
            {row.memberId === null ? guard.overrides.programs() : (names.get(row.memberId) ?? '')}
            <span className={css.quiet}>{absolute(row.saidAt)}</span>
          </dd>
        </div>
      </dl>
    </li>
  )
}
