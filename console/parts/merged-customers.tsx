import type { Output } from '../api/contract.ts'
import { useWrite } from '../api/write.ts'
import { Action } from '../ui/action.tsx'
import { Note } from '../ui/note.tsx'
import { Section } from '../ui/page.tsx'
import { dayOnly } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { Trouble } from '../ui/trouble.tsx'
import css from './merged-customers.module.css'
import { WithRecordWords, w } from './record-words.tsx'

type Customer = Output<'customers.get'>

/** The customers that are read as this one, each with a way back. */
export const MergedCustomers = ({ customer }: { customer: Customer }) =>
  customer.merged.length === 0 ? null : (
    <WithRecordWords>
      <Merged customer={customer} />
    </WithRecordWords>
  )

function Merged({ customer: { merged, allowed, askedFor } }: { customer: Customer }) {
  const undo = useWrite('customers.undoMerge')
  return (
    <Section title={w.merged.title()} count={merged.length} id="merged">
      {askedFor && <Note>{w.merged.askedFor({ name: askedFor.name })}</Note>}
      {undo.problem && <Trouble error={undo.problem} />}
      <ul className={css.merged}>
        {merged.map(({ id, name, mergedAt }) => (
          <li key={id}>
            <span className={css.who}>
              <span className="own-words">{name}</span>
              <span className={css.quiet}>{w.merged.since({ date: dayOnly(mergedAt) })}</span>
            </span>
            {allowed.includes('merge') && (
              <Action
                size="compact-xs"
                variant="subtle"
                loading={undo.pending}
                aria-label={`${w.merged.undo()}: ${name}`}
                onClick={() => void undo.send({ id }).then((done) => done && toast(w.merged.undone({ name })))}
              >
                {w.merged.undo()}
              </Action>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
