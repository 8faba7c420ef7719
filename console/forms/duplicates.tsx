import { useEffect, useState } from 'react'
import type { Output } from '../api/contract.ts'
import { useRead } from '../api/read.ts'
import { useMay } from '../api/session.tsx'
import { useWrite } from '../api/write.ts'
import { WithRecordWords, w } from '../parts/record-words.tsx'
import { paths } from '../paths.ts'
import { Action } from '../ui/action.tsx'
import { A } from '../ui/link.tsx'
import { Sheet, SheetBody } from '../ui/sheet.tsx'
import { m } from '../ui/text.ts'
import { toast } from '../ui/toast.ts'
import { Trouble } from '../ui/trouble.tsx'
import css from './duplicates.module.css'
import { evidenceIn, MergeCustomers, SideFacts } from './merge-customers.tsx'

/** Fetched with the file. */
export const texts = [WithRecordWords]

type Pair = Output<'customers.listDuplicates'>['items'][number]

/** Pairs of customers that are probably one, the newest customers first; each is merged, or told apart for good. */
export const Duplicates = ({ onClose }: { onClose: () => void }) => (
  <WithRecordWords>
    <DuplicatesSheet onClose={onClose} />
  </WithRecordWords>
)

function DuplicatesSheet({ onClose }: { onClose: () => void }) {
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null])
  const [merging, setMerging] = useState<Pair | null>(null)
  const [next, setNext] = useState<string | null>(null)
  if (merging)
    return (
      <MergeCustomers
        customer={merging.customers[0]}
        pair={merging}
        onDone={() => setMerging(null)}
        onClose={() => setMerging(null)}
      />
    )
  return (
    <Sheet title={w.duplicates.title()} lead={w.duplicates.lead()} onClose={onClose} size={600}>
      {() => (
        <SheetBody>
          {cursors.map((cursor, i) => (
            <SomePairs
              key={cursor ?? ''}
              cursor={cursor}
              onMerge={setMerging}
              onNext={i === cursors.length - 1 ? setNext : undefined}
            />
          ))}
          {next !== null && !cursors.includes(next) && (
            <Action variant="default" onClick={() => setCursors([...cursors, next])}>
              {w.duplicates.more()}
            </Action>
          )}
        </SheetBody>
      )}
    </Sheet>
  )
}

interface SomeProps {
  readonly cursor: string | null
  readonly onMerge: (pair: Pair) => void
  /** Told where the next ones begin, of the last that are shown. */
  readonly onNext: ((cursor: string | null) => void) | undefined
}

function SomePairs({ cursor, onMerge, onNext }: SomeProps) {
  const found = useRead('customers.listDuplicates', cursor === null ? {} : { cursor })
  const apart = useWrite('customers.tellApart')
  const may = useMay()
  const next = found.data?.nextCursor ?? null
  useEffect(() => {
    if (found.data) onNext?.(next)
  }, [found.data, next, onNext])
  if (found.isError) return <Trouble error={found.error} onRetry={() => void found.refetch()} />
  if (!found.data) return <p className={css.quiet}>{m.common.loading()}</p>
  const { items, looked } = found.data
  return (
    <>
      {apart.problem && <Trouble error={apart.problem} />}
      {items.length === 0 && (
        <p className={css.quiet}>
          {w.duplicates.none()} {w.duplicates.looked({ n: looked })}
        </p>
      )}
      <ul className={css.pairs}>
        {items.map((pair) => {
          const [one, other] = pair.customers
          return (
            <li key={one.id + other.id}>
              <p className={css.evidence}>
                {evidenceIn(pair)} <span className={css.quiet}>({w.duplicates.score({ n: pair.score })})</span>
              </p>
              <div className={css.two}>
                {pair.customers.map((side) => (
                  <div key={side.id} className={css.side}>
                    <A to={paths.customer(side.id)} className={css.name ?? ''}>
                      {side.name}
                    </A>
                    <SideFacts side={side} />
                  </div>
                ))}
              </div>
              {may('customers.merge') && (
                <div className={css.acts}>
                  <Action size="xs" onClick={() => onMerge(pair)}>
                    {w.duplicates.merge()}
                  </Action>
                  <Action
                    size="xs"
                    variant="default"
                    onClick={() =>
                      void apart
                        .send({ id: one.id, other: other.id })
                        .then((done) => done && toast(w.duplicates.apartDone()))
                    }
                  >
                    {w.duplicates.apart()}
                  </Action>
                </div>
              )}
            </li>
          )
        })}
      </ul>
    </>
  )
}
