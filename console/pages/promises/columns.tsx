import type { Row } from '../../api/contract.ts'
import { Chance } from '../../parts/chance.tsx'
import type { ListColumn } from '../../parts/list/columns.ts'
import css from '../../parts/list/list.module.css'
import { w } from '../../parts/list-words.tsx'
import { PromiseBadge } from '../../parts/promise-badge.tsx'
import { kindKey } from '../../parts/promise-data.ts'
import { lookOf } from '../../parts/promise-state.ts'
import { facts, Stacked } from '../../ui/stacked.tsx'
import { m } from '../../ui/text.ts'
import { When } from '../../ui/when.tsx'

type Promise = Row<'promises.list'>

/** Every column of the lists of promises; the first is always shown. */
export function promiseColumns(
  names: ReadonlyMap<string, string>,
  now: Parameters<typeof lookOf>[1],
): ListColumn<Promise>[] {
  return [
    {
      name: 'promise',
      title: m.promises.promise(),
      width: 'minmax(200px, 1fr)',
      csv: ['wording', 'customerName', 'kind'],
      cell: (promise) => (
        <Stacked title={promise.wording} below={facts(promise.customerName, m.promise.kind[kindKey(promise.kind)]())} />
      ),
    },
    {
      name: 'state',
      title: m.promises.state(),
      width: '132px',
      csv: ['state', 'overdue'],
      cell: (promise) => <PromiseBadge look={lookOf(promise, now)} />,
    },
    {
      name: 'chance',
      title: m.promises.chance(),
      width: 'minmax(0, 150px)',
      show: 'wide',
      csv: ['chanceWhenMade'],
      cell: ({ risk }) => (risk?.chance == null ? '' : <Chance chance={risk.chance} atRisk={risk.atRisk} brief />),
    },
    {
      name: 'due',
      title: m.promises.due(),
      width: 'minmax(0, 180px)',
      show: 'wide',
      csv: ['dueAt'],
      sort: { up: 'soonest', down: 'latest' },
      cell: (promise) => <When at={promise.dueAt} stacked />,
    },
    {
      name: 'owner',
      title: m.promises.owner(),
      width: 'minmax(0, 150px)',
      show: 'widest',
      csv: ['ownerName', 'ownerTeamName'],
      cell: (promise) => (promise.ownerId ? names.get(promise.ownerId) : promise.ownerTeamName) ?? '',
    },
    {
      name: 'made',
      title: w.columns.made(),
      width: 'minmax(0, 170px)',
      show: 'wide',
      rare: true,
      csv: ['madeAt'],
      sort: { down: 'newest' },
      cell: (promise) => <When at={promise.madeAt} stacked />,
    },
    {
      name: 'customer',
      title: w.columns.customer(),
      width: 'minmax(0, 150px)',
      show: 'wide',
      rare: true,
      csv: ['customerName'],
      cell: (promise) => <span className={css.text}>{promise.customerName}</span>,
    },
    {
      name: 'policy',
      title: w.columns.policy(),
      width: 'minmax(0, 150px)',
      show: 'wide',
      rare: true,
      csv: ['policyName'],
      cell: (promise) => <span className={css.text}>{promise.policyName}</span>,
    },
  ]
}
