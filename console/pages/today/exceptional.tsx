import type { Row } from '../../api/contract.ts'
import { useMemberNames } from '../../api/people.ts'
import { useList } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { ActRow } from '../../parts/act-row.tsx'
import { WithExceptionWords, w } from '../../parts/exception-words.tsx'
import { ExceptionalMark } from '../../parts/exceptional-mark.tsx'
import { paths } from '../../paths.ts'
import { Section } from '../../ui/page.tsx'

/** Fetched with the file. */
export const texts = [WithExceptionWords]

/** Open requests that get attention whatever the rules say, above everything else. */
export function Exceptional() {
  const may = useMay()
  const { items } = useList(
    'requests.list',
    { exceptional: 'true', status: 'open', limit: 200 },
    { enabled: may('requests.read') },
  )
  if (items.length === 0) return null
  return (
    <WithExceptionWords>
      <List requests={items} />
    </WithExceptionWords>
  )
}

function List({ requests }: { requests: readonly Row<'requests.list'>[] }) {
  const members = useMemberNames()
  return (
    <Section title={w.top()} count={requests.length} id="exceptional" flush>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {requests.map((request) => (
          <ActRow
            key={request.id}
            badge={<ExceptionalMark />}
            title={`#${request.number} ${request.subject}`}
            to={paths.request(request.id)}
            customer={request.customerName}
            detail={request.exceptional?.stakes ?? request.exceptional?.why}
            at={request.exceptional?.until ?? request.exceptional?.markedAt ?? request.openedAt}
            owner={(request.ownerId && members.get(request.ownerId)) || null}
            action={null}
          />
        ))}
      </ul>
    </Section>
  )
}
