import { Loader } from '@mantine/core'
import { useRead } from '../api/read.ts'
import { Sheet, SheetBody } from '../ui/sheet.tsx'
import { m } from '../ui/text.ts'
import { absolute, percent } from '../ui/time.ts'
import { Trouble } from '../ui/trouble.tsx'
import type { PromiseData } from './promise-data.ts'
import { RiskChart } from './risk-chart.tsx'
import css from './risk-history.module.css'

/** What was said of a promise's chance from the day it was made: so that "we knew on Monday" can be seen. */
export function RiskHistory({ promise, onClose }: { promise: PromiseData; onClose: () => void }) {
  const { data, isError, error, refetch } = useRead('promises.readRisk', { id: promise.id })
  return (
    <Sheet title={m.risk.title()} lead={m.risk.lead()} onClose={onClose} size={560}>
      {() => (
        <SheetBody>
          <p className={`${css.wording} own-words`}>{promise.wording}</p>
          {isError && <Trouble error={error} onRetry={() => void refetch()} />}
          {!data && !isError && <Loader size="sm" />}
          {data?.points.length === 0 && <p>{m.risk.nothing()}</p>}
          {data && data.points.length > 0 && (
            <>
              <RiskChart
                points={data.points}
                threshold={data.threshold}
                madeAt={promise.madeAt}
                dueAt={promise.dueAt}
              />
              <table className={css.table}>
                <thead>
                  <tr>
                    <th scope="col">{m.risk.when()}</th>
                    <th scope="col">{m.risk.chance()}</th>
                  </tr>
                </thead>
                <tbody>
                  {data.points.toReversed().map(({ at, chance }) => (
                    <tr key={at}>
                      <td>{absolute(at)}</td>
                      <td data-risk={chance < data.threshold}>{percent(chance)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </>
          )}
        </SheetBody>
      )}
    </Sheet>
  )
}
