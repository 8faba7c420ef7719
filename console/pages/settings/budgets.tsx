import { NativeSelect } from '@mantine/core'
import { IconCoins } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { Output } from '../../api/contract.ts'
import { useMemberNames } from '../../api/people.ts'
import { useList, useRead } from '../../api/read.ts'
import { DownloadCsv } from '../../parts/download-csv.tsx'
import { situationName, WithMakingWords, w } from '../../parts/making-words.tsx'
import { requestIdOf } from '../../parts/promise-state.ts'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { Empty } from '../../ui/empty.tsx'
import { A } from '../../ui/link.tsx'
import { money } from '../../ui/money.ts'
import { Section } from '../../ui/page.tsx'
import { locale, m } from '../../ui/text.ts'
import { absolute, useNow } from '../../ui/time.ts'
import { Trouble } from '../../ui/trouble.tsx'
import css from './list.module.css'

/** Fetched with the section. */
export const texts = [WithMakingWords]

type Budgets = Output<'budgets.read'>
type Spent = Budgets['total']
/** Whose grants are shown, or of what; neither: all of them. */
type Behind = { readonly memberId?: string; readonly remedyId?: string; readonly name?: string }

/** What was granted in a month or a year, by whom and of what, and the grants behind each figure. */
export const BudgetsPage = () => (
  <WithMakingWords>
    <Loaded />
  </WithMakingWords>
)

function Loaded() {
  const [period, setPeriod] = useState('')
  const [behind, setBehind] = useState<Behind>({})
  const periods = usePeriods()
  const read = useRead('budgets.read', period === '' ? {} : { period }, { keep: true })
  if (read.isError) return <Trouble error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return null
  const { data } = read
  return (
    <>
      <Section
        title={w.budget.title()}
        lead={w.budget.lead()}
        flush
        actions={
          <NativeSelect
            size="xs"
            aria-label={w.budget.period()}
            value={period}
            onChange={(event) => {
              setPeriod(event.currentTarget.value)
              setBehind({})
            }}
            data={periods}
          />
        }
      >
        <ul className={css.list}>
          <Line title={w.budget.firm()} spent={data.total} data={data} onLook={() => setBehind({})} />
          {data.firmLimits.map((line) => (
            <li key={`${line.role} ${line.situation} ${line.remedyId}`} className={css.row}>
              <div className={css.main}>
                <span className={css.name}>
                  {w.limits.perFirmMonth()}
                  <span className={`${css.tag} ${css.plain}`}>
                    {[w.role[line.role](), line.remedyName ?? w.limits.all(), situationName(line.situation)].join(
                      ' · ',
                    )}
                  </span>
                </span>
                <span className={css.quiet}>{leftOf(line, data.currency)}</span>
              </div>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={w.budget.members()} count={data.members.length} flush>
        {data.members.length === 0 && <Empty icon={<IconCoins size={22} stroke={1.7} />}>{w.budget.none()}</Empty>}
        <ul className={css.list}>
          {data.members.map((one) => {
            const { memberId } = one
            const name = memberId === null ? w.role.program() : (one.memberName ?? m.actor.member())
            const look = memberId === null ? undefined : () => setBehind({ memberId, name })
            return <Line key={memberId ?? ''} title={name} spent={one} data={data} of={one} onLook={look} />
          })}
        </ul>
      </Section>
      <Section title={w.budget.remedies()} count={data.remedies.length} flush>
        <ul className={css.list}>
          {data.remedies.map((one) => {
            const name = one.remedyName ?? ''
            const look = () => setBehind({ remedyId: one.remedyId, name })
            return <Line key={one.remedyId} title={name} spent={one} data={data} onLook={look} />
          })}
        </ul>
      </Section>
      <Grants key={JSON.stringify([data.period, behind])} period={data.period} behind={behind} />
    </>
  )
}

const leftOf = ({ limit, left }: { limit: number | null; left: number | null }, currency: string): string =>
  limit === null || left === null ? '' : w.budget.left({ left: money(left, currency), limit: money(limit, currency) })

interface LineProps {
  readonly title: string
  readonly spent: Spent
  readonly data: Pick<Budgets, 'currency'>
  readonly of?: { readonly limit: number | null; readonly left: number | null }
  readonly onLook: (() => void) | undefined
}

function Line({ title, spent, data: { currency }, of, onLook }: LineProps) {
  const facts = [
    w.budget.granted({ n: spent.granted, amount: money(spent.amount, currency) }),
    spent.takenBack > 0 && w.budget.takenBack({ n: spent.takenBack, amount: money(spent.takenBackAmount, currency) }),
    of && leftOf(of, currency),
  ]
  return (
    <li className={css.row}>
      <div className={css.main}>
        <span className={css.name}>
          {title}
          <span className={`${css.tag} ${css.plain}`}>{money(spent.used, currency)}</span>
        </span>
        <span className={css.quiet}>{facts.filter(Boolean).join(' · ')}</span>
      </div>
      {onLook && spent.granted > 0 && (
        <Action size="xs" variant="default" onClick={onLook} aria-label={`${w.budget.look()}: ${title}`}>
          {w.budget.look()}
        </Action>
      )}
    </li>
  )
}

/** Each with its reason: what a figure is made of. */
function Grants({ period, behind: { name, ...of } }: { period: string; behind: Behind }) {
  const filter = { ...of, period }
  const grants = useList('remedies.listGrants', { ...filter, limit: 50 })
  const members = useMemberNames()
  // Asked for further up, where it may be out of sight.
  useEffect(() => {
    if (name) document.getElementById('grants')?.scrollIntoView({ block: 'start' })
  }, [name])
  if (grants.isError) return <Trouble error={grants.error} onRetry={() => void grants.refetch()} />
  return (
    <Section
      title={name ? w.budget.grantsOf({ name }) : w.budget.grants()}
      id="grants"
      flush
      actions={<DownloadCsv sheet="remedies.exportGrants" input={filter} />}
    >
      {grants.isSuccess && grants.items.length === 0 && (
        <Empty icon={<IconCoins size={22} stroke={1.7} />}>{w.budget.none()}</Empty>
      )}
      <ul className={css.list}>
        {grants.items.map((grant) => {
          const requestId = requestIdOf(grant.about)
          const title = `${grant.remedyName}: ${money(grant.amount, grant.currency)}`
          const by = members.get(grant.grantedBy ?? '')
          const facts = [
            absolute(grant.createdAt),
            by ? w.given.by({ name: by }) : w.given.byProgram(),
            grant.state === 'taken_back' && w.given.takenBack(),
          ]
          return (
            <li key={grant.id} className={css.row}>
              <div className={css.main}>
                <span className={css.name}>{requestId ? <A to={paths.request(requestId)}>{title}</A> : title}</span>
                <span className={css.quiet}>{facts.filter(Boolean).join(' · ')}</span>
                <span className={`${css.quiet} own-words`}>{grant.reason}</span>
              </div>
            </li>
          )
        })}
      </ul>
      {grants.hasNextPage && (
        <div className={css.row}>
          <Action
            size="xs"
            variant="subtle"
            loading={grants.isFetchingNextPage}
            onClick={() => void grants.fetchNextPage()}
          >
            {m.common.more()}
          </Action>
        </div>
      )}
    </Section>
  )
}

const MONTHS = 24
const YEARS = 5

/** The months of two years, and some years as a whole; this month is whichever it is for the organization. */
function usePeriods(): { value: string; label: string }[] {
  const today = new Date(useNow())
  const named = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  const months = Array.from({ length: MONTHS - 1 }, (_, back) => {
    const month = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - back - 1, 1))
    return { value: month.toISOString().slice(0, 7), label: named.format(month) }
  })
  const years = Array.from({ length: YEARS }, (_, back) => String(today.getUTCFullYear() - back))
  return [
    { value: '', label: w.budget.thisMonth() },
    ...months,
    ...years.map((value) => ({ value, label: w.budget.year({ year: value }) })),
  ]
}
