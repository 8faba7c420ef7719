import { IconPlus, IconScale } from '@tabler/icons-react'
import { useState } from 'react'
import { useRead } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { amounts, type Limit, roles, SetLimit } from '../../forms/authority-limit.tsx'
import { type Remedy, situationName, w } from '../../parts/making-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Empty } from '../../ui/empty.tsx'
import { money } from '../../ui/money.ts'
import { Section } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'
import { toast } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'
import css from './list.module.css'

/** How much each role may grant by itself. */
export function AuthorityLimits({ remedies }: { remedies: readonly Remedy[] }) {
  const mayWrite = useMay()('authority.write')
  const read = useRead('authority.readLimits', {})
  const [sheet, setSheet] = useState<{ set: Limit | null } | { remove: Limit } | null>(null)
  const names = new Map(remedies.map(({ id, name }) => [id, name]))
  const { currency = 'EUR', limits = [] } = read.data ?? {}
  const placeOf = ({ remedyId, situation }: Limit): string =>
    `${remedyId === null ? w.limits.all() : (names.get(remedyId) ?? '')} · ${situationName(situation)}`
  const amountsOf = (limit: Limit): string => {
    const set = amounts.flatMap((each) => {
      const amount = limit[each]
      return amount === null ? [] : [`${w.limits[each]()}: ${money(amount, currency)}`]
    })
    return set.length === 0 ? w.limits.noLimit() : set.join(' · ')
  }
  return (
    <Section
      title={w.limits.title()}
      count={limits.length}
      lead={w.limits.lead()}
      flush
      actions={
        mayWrite && (
          <Action size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setSheet({ set: null })}>
            {w.limits.set()}
          </Action>
        )
      }
    >
      {read.isError && <Trouble error={read.error} onRetry={() => void read.refetch()} />}
      {read.isSuccess && limits.length === 0 && (
        <Empty icon={<IconScale size={22} stroke={1.7} />}>{w.limits.none()}</Empty>
      )}
      <ul className={css.list}>
        {roles
          .flatMap((role) => limits.filter((limit) => limit.role === role))
          .map((limit) => (
            <li key={limit.id} className={css.row}>
              <div className={css.main}>
                <span className={css.name}>
                  {w.role[limit.role]()}
                  <span className={`${css.tag} ${css.plain}`}>{placeOf(limit)}</span>
                </span>
                <span className={css.quiet}>{amountsOf(limit)}</span>
              </div>
              {mayWrite && (
                <div className={css.actions}>
                  <Action size="xs" variant="default" onClick={() => setSheet({ set: limit })}>
                    {m.common.change()}
                  </Action>
                  <Action size="xs" variant="subtle" color="gray" onClick={() => setSheet({ remove: limit })}>
                    {w.limits.remove()}
                  </Action>
                </div>
              )}
            </li>
          ))}
      </ul>
      {sheet !== null && 'set' in sheet && (
        <SetLimit limit={sheet.set} currency={currency} remedies={remedies} onClose={() => setSheet(null)} />
      )}
      {sheet !== null && 'remove' in sheet && (
        <Confirm
          operation="authority.removeLimit"
          input={{ id: sheet.remove.id }}
          title={w.limits.removeTitle()}
          submit={w.limits.remove()}
          onDone={() => toast(m.common.saved())}
          onClose={() => setSheet(null)}
        >
          {w.limits.removeSays()}
        </Confirm>
      )}
    </Section>
  )
}
