import { IconFileImport } from '@tabler/icons-react'
import type { Row } from '../../api/contract.ts'
import { useList } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { ImportState } from '../../parts/import-state.tsx'
import { i, WithImportWords } from '../../parts/import-words.tsx'
import { paths } from '../../paths.ts'
import { Empty } from '../../ui/empty.tsx'
import { NotAllowed } from '../../ui/lost.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { type Column, Rows } from '../../ui/rows.tsx'
import { Stacked } from '../../ui/stacked.tsx'
import { number } from '../../ui/time.ts'
import { When } from '../../ui/when.tsx'
import { DropFile } from './drop-file.tsx'

/** Fetched with the page. */
export const texts = [WithImportWords]

type Import = Row<'imports.list'>

/** History from elsewhere: a file to bring in, and what was brought in before. */
export const Imports = () => (
  <WithImportWords>
    <Listed />
  </WithImportWords>
)

function Listed() {
  const may = useMay()
  const list = useList('imports.list', {}, { enabled: may('imports.read') })
  if (!may('imports.read')) return <NotAllowed />
  return (
    <Page title={i.title()} lead={i.lead()}>
      {may('imports.create') && <DropFile />}
      <Section title={i.before()} id="imports" flush>
        <Rows
          label={i.title()}
          rows={list.items}
          columns={columns()}
          keyOf={(one) => one.id}
          to={(one) => paths.import(one.id)}
          loading={list.isPending}
          error={list.error}
          onRetry={() => void list.refetch()}
          hasMore={list.hasNextPage}
          loadingMore={list.isFetchingNextPage}
          onMore={() => void list.fetchNextPage()}
          empty={<Empty icon={<IconFileImport size={22} stroke={1.7} />}>{i.empty()}</Empty>}
        />
      </Section>
    </Page>
  )
}

function columns(): Column<Import>[] {
  return [
    {
      name: 'file',
      title: i.file(),
      width: 'minmax(0, 1fr)',
      cell: (one) => (
        <Stacked
          title={one.name}
          below={[
            ...(one.kind ? [i.kindOf[one.kind]()] : []),
            i.megabytes({ n: Math.max(0.1, one.bytes / 1_000_000) }),
          ].join(' · ')}
        />
      ),
    },
    { name: 'state', title: i.state(), width: '150px', cell: (one) => <ImportState state={one.state} /> },
    {
      name: 'rows',
      title: i.made(),
      width: '120px',
      show: 'wide',
      align: 'end',
      cell: (one) => <span className="figures">{one.progress.imported > 0 ? number(one.progress.imported) : ''}</span>,
    },
    {
      name: 'at',
      title: i.when(),
      width: '170px',
      show: 'wide',
      cell: (one) => <When at={one.createdAt} stacked />,
    },
  ]
}
