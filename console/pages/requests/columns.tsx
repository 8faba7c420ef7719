import type { Row } from '../../api/contract.ts'
import type { ListColumn } from '../../parts/list/columns.ts'
import css from '../../parts/list/list.module.css'
import { w } from '../../parts/list-words.tsx'
import { RequestStatus } from '../../parts/request-status.tsx'
import { facts, Stacked } from '../../ui/stacked.tsx'
import { m } from '../../ui/text.ts'
import { When } from '../../ui/when.tsx'

type Request = Row<'requests.list'>

/** Every column of the list of requests; the first is always shown. */
export function requestColumns(members: ReadonlyMap<string, string>): ListColumn<Request>[] {
  const rare = (name: keyof Request & string, title: string, csv: string = name): ListColumn<Request> => ({
    name,
    title,
    width: 'minmax(0, 130px)',
    show: 'wide',
    rare: true,
    csv: [csv],
    cell: (request) => <span className={css.text}>{String(request[name] ?? '')}</span>,
  })
  return [
    {
      name: 'request',
      title: m.requests.request(),
      width: 'minmax(200px, 1fr)',
      csv: ['number', 'subject', 'customerName'],
      cell: (request) => (
        <Stacked
          title={request.subject}
          below={facts(`#${request.number}`, request.customerName, request.serviceName ?? request.category)}
        />
      ),
    },
    {
      name: 'status',
      title: m.requests.status(),
      width: '112px',
      csv: ['status'],
      cell: (request) => <RequestStatus request={request} />,
    },
    {
      name: 'kind',
      title: m.requests.kind(),
      width: 'minmax(0, 120px)',
      show: 'widest',
      csv: ['kind'],
      cell: (request) => m.request.kind[request.kind](),
    },
    {
      name: 'owner',
      title: m.requests.owner(),
      width: 'minmax(0, 140px)',
      show: 'widest',
      csv: ['ownerName'],
      cell: (request) => (request.ownerId ? (members.get(request.ownerId) ?? '') : ''),
    },
    {
      name: 'opened',
      title: m.requests.opened(),
      width: 'minmax(0, 170px)',
      show: 'wide',
      csv: ['openedAt'],
      sort: { up: 'oldest', down: 'newest' },
      cell: (request) => <When at={request.openedAt} stacked />,
    },
    {
      name: 'closed',
      title: w.columns.closedAt(),
      width: 'minmax(0, 170px)',
      show: 'wide',
      rare: true,
      csv: ['closedAt'],
      sort: { down: 'lastClosed' },
      cell: (request) => (request.closedAt ? <When at={request.closedAt} stacked /> : ''),
    },
    rare('customerName', m.requests.customer()),
    rare('serviceName', m.requests.service()),
    rare('category', m.requests.category()),
    rare('priority', m.requests.priority()),
    rare('team', m.requests.team()),
    rare('channel', m.requests.channel()),
    rare('area', m.requests.area()),
    rare('outcome', w.columns.outcome()),
    rare('source', m.requests.source()),
  ]
}
