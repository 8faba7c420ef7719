import { IconListCheck } from '@tabler/icons-react'
import { useList } from '../../api/read.ts'
import type { Policy } from '../../parts/policy-data.ts'
import { policyLine } from '../../parts/policy-sentence.ts'
import { w } from '../../parts/policy-words.tsx'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { Empty } from '../../ui/empty.tsx'
import { A } from '../../ui/link.tsx'
import { type Column, Rows } from '../../ui/rows.tsx'
import { Stacked } from '../../ui/stacked.tsx'
import { dayOnly } from '../../ui/time.ts'
import css from './page.module.css'

const columns = (): Column<Policy>[] => [
  {
    name: 'policy',
    title: w.list.policy(),
    width: 'minmax(0, 1fr)',
    cell: (policy) => <Stacked title={policy.name} below={policyLine(policy)} />,
  },
  {
    name: 'state',
    title: w.list.state(),
    width: '120px',
    cell: (policy) => (
      <span className={css.state} data-on={policy.enabled}>
        {policy.enabled ? w.list.enabled() : w.list.disabled()}
      </span>
    ),
  },
  {
    name: 'open',
    title: w.list.open(),
    width: '110px',
    show: 'wide',
    align: 'end',
    cell: (policy) =>
      policy.openPromises === 0 ? (
        '0'
      ) : (
        <A className={css.above ?? ''} to={paths.promises({ policyId: policy.id, show: 'open' })}>
          {policy.openPromises}
        </A>
      ),
  },
  {
    name: 'changed',
    title: w.list.changed(),
    width: '130px',
    show: 'widest',
    cell: (policy) => dayOnly(policy.changedAt),
  },
]

/** Every policy of the firm: what makes it promise, what by when, whether it is on. */
export function PolicyList({ onStart }: { onStart: (() => void) | null }) {
  const list = useList('policies.list', { limit: 100 })
  return (
    <Rows
      label={w.tab.policies()}
      rows={list.items}
      columns={columns()}
      keyOf={(policy) => policy.id}
      to={(policy) => paths.policy(policy.id)}
      loading={list.isPending}
      error={list.error}
      onRetry={() => void list.refetch()}
      hasMore={list.hasNextPage}
      loadingMore={list.isFetchingNextPage}
      onMore={() => void list.fetchNextPage()}
      empty={<NoPolicies onStart={onStart} />}
    />
  )
}

/** What a policy is, and the one thing to do first. */
export const NoPolicies = ({ onStart }: { onStart: (() => void) | null }) => (
  <Empty
    icon={<IconListCheck size={22} stroke={1.7} />}
    action={onStart && <Action onClick={onStart}>{w.starter.begin()}</Action>}
  >
    {w.list.empty()}
  </Empty>
)
