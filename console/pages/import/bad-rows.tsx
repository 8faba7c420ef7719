import { useList } from '../../api/read.ts'
import { DownloadCsv } from '../../parts/download-csv.tsx'
import { i } from '../../parts/import-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Section } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'
import { number } from '../../ui/time.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { rowErrorSays } from './codes.ts'
import css from './page.module.css'
import type { Import } from './page.tsx'

/** Every row that cannot be imported: line, column, what stands there, why. */
export function BadRows({ one }: { one: Import }) {
  const errors = useList('imports.listErrors', { id: one.id, limit: 100 })
  return (
    <Section
      title={i.badRows()}
      count={number(one.progress.bad)}
      lead={one.badRows ? i.mendSays() : i.badRowsSay()}
      actions={
        one.badRows ? (
          <DownloadCsv sheet="imports.exportBadRows" input={{ id: one.id }} label={i.mend()} />
        ) : (
          <DownloadCsv sheet="imports.exportErrors" input={{ id: one.id }} />
        )
      }
    >
      {errors.isError && <Trouble error={errors.error} onRetry={() => void errors.refetch()} />}
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{one.detected?.json ? i.record() : i.line()}</th>
            <th scope="col">{i.column()}</th>
            <th scope="col">{i.reason()}</th>
            <th scope="col">{i.standsThere()}</th>
          </tr>
        </thead>
        <tbody>
          {errors.items.map((error) => (
            <tr key={`${error.line} ${error.code} ${error.column}`}>
              <td className="figures">{number(error.line)}</td>
              <td>{error.column}</td>
              <td>{rowErrorSays(error)}</td>
              <td className={css.samples}>
                <code>{error.excerpt}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {errors.hasNextPage && (
        <div className={css.foot}>
          <Action
            size="xs"
            variant="subtle"
            loading={errors.isFetchingNextPage}
            onClick={() => void errors.fetchNextPage()}
          >
            {m.common.more()}
          </Action>
        </div>
      )}
    </Section>
  )
}
