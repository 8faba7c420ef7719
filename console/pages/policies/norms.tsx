// biome-ignore-all lint/a11y/useSemanticElements: cards on a phone, and a table that is laid out anew is none to a reader
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells only show

import { IconAlarm } from '@tabler/icons-react'
import { useState } from 'react'
import type { Output } from '../../api/contract.ts'
import { useMemberNames } from '../../api/people.ts'
import { useRead } from '../../api/read.ts'
import { businessSpan } from '../../parts/duration-words.ts'
import type { Policy, PolicyDuration } from '../../parts/policy-data.ts'
import { kindWords, withinWords } from '../../parts/policy-sentence.ts'
import { w } from '../../parts/policy-words.tsx'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { A } from '../../ui/link.tsx'
import { absolute, dayOnly, number, percent, span } from '../../ui/time.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { NoPolicies } from './list.tsx'
import css from './norms.module.css'

const ReviewNorm = fetched(() => import('../../forms/policy-review.tsx'), 'ReviewNorm')
const OccurredForFirm = fetched(() => import('../../forms/policy-occurred.tsx'), 'OccurredForFirm')

type Norm = Output<'policies.readNorms'>['norms'][number]
type Delivered = Norm['delivered'][number]

/** Every norm beside what was really delivered. */
export function Norms({ onStart }: { onStart: (() => void) | null }) {
  const table = useRead('policies.readNorms', {})
  const policies = useRead('policies.list', { limit: 200 })
  const [sheet, setSheet] = useState<{ review: Norm } | { occurred: Policy } | null>(null)
  if (table.isError)
    return (
      <div className={css.trouble}>
        <Trouble error={table.error} onRetry={() => void table.refetch()} />
      </div>
    )
  if (!table.data) return <div className={css.waiting} aria-busy="true" />
  const { norms } = table.data
  if (norms.every((norm) => norm.policyId === null)) return <NoPolicies onStart={onStart} />
  const policyOf = (norm: Norm) => policies.data?.items.find((policy) => policy.id === norm.policyId)
  return (
    <>
      <div role="table" className={css.table} aria-label={w.tab.norms()}>
        <div role="rowgroup" className={css.headGroup}>
          <div role="row" className={`${css.row} ${css.head}`}>
            {columnTitles().map((title) => (
              <div key={title} role="columnheader">
                {title}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup">
          {norms.map((norm) => (
            <NormRow
              key={norm.policyId ?? norm.code ?? norm.name}
              norm={norm}
              policy={policyOf(norm)}
              onStart={onStart}
              onReview={() => setSheet({ review: norm })}
              onOccurred={(policy) => setSheet({ occurred: policy })}
            />
          ))}
        </div>
      </div>
      <p className={css.foot}>
        {w.norms.says({ at: absolute(table.data.asOf) })}
        {norms.some(({ complete }) => !complete) && ` ${w.norms.incomplete()}`}
      </p>
      {sheet && 'review' in sheet && sheet.review.policyId && (
        <ReviewNorm
          policyId={sheet.review.policyId}
          name={sheet.review.name}
          figures={sheet.review.delivered.map((each) => `${daysWords(each)}: ${keptWords(each)}`)}
          onClose={() => setSheet(null)}
        />
      )}
      {sheet && 'occurred' in sheet && <OccurredForFirm policy={sheet.occurred} onClose={() => setSheet(null)} />}
    </>
  )
}

const columnTitles = (): string[] => [
  w.norms.norm(),
  w.norms.aim(),
  w.norms.promise(),
  w.norms.delivered({ days: 28 }),
  w.norms.delivered({ days: 90 }),
  w.norms.lastReview(),
]

interface RowProps {
  readonly norm: Norm
  readonly policy: Policy | undefined
  readonly onStart: (() => void) | null
  readonly onReview: () => void
  readonly onOccurred: (policy: Policy) => void
}

function NormRow({ norm, policy, onStart, onReview, onOccurred }: RowProps) {
  const [, aim, promised, recent, longer, review] = columnTitles()
  const { policyId } = norm
  return (
    <div role="row" className={css.row}>
      <div role="cell" className={`${css.cell} ${css.name}`}>
        {policyId ? (
          <A to={paths.policy(policyId)} className={css.link ?? ''}>
            {norm.name}
          </A>
        ) : (
          <span className={css.absent}>{norm.name}</span>
        )}
        <span className={css.quiet}>{kindWords(norm.kind)}</span>
        {policyId !== null && !norm.enabled && <span className={css.tag}>{w.list.disabled()}</span>}
        {policyId === null && (
          <span className={css.quiet}>
            {w.norms.notUsed()}{' '}
            {onStart && (
              <Action size="compact-xs" variant="subtle" onClick={onStart}>
                {w.norms.use()}
              </Action>
            )}
          </span>
        )}
        {policyId && <Running figures={norm.delivered[0]} policyId={policyId} />}
        {policy?.allowed.includes('occur') && (
          <Action size="compact-xs" variant="light" onClick={() => onOccurred(policy)}>
            {policy.spec.ahead ? w.occurred.plan() : w.occurred.open()}
          </Action>
        )}
      </div>
      <div role="cell" className={css.cell} data-title={aim}>
        {norm.target ? withinWords(norm, norm.target) : <span className={css.quiet}>–</span>}
      </div>
      <div role="cell" className={css.cell} data-title={promised}>
        {withinWords(norm, norm.promise)}
      </div>
      <div role="cell" className={css.cell} data-title={recent}>
        <Figures figures={norm.delivered.find(({ days }) => days === 28)} norm={norm} />
      </div>
      <div role="cell" className={css.cell} data-title={longer}>
        <Figures figures={norm.delivered.find(({ days }) => days === 90)} norm={norm} />
      </div>
      <div role="cell" className={css.cell} data-title={review}>
        {policyId && <Review norm={norm} {...(policy?.allowed.includes('review') ? { onReview } : {})} />}
      </div>
    </div>
  )
}

function Running({ figures, policyId }: { figures: Delivered | undefined; policyId: string }) {
  if (!figures || figures.open + figures.overdue === 0) return null
  return (
    <span className={css.running}>
      {figures.open > 0 && <A to={paths.promises({ policyId, show: 'open' })}>{w.norms.open({ n: figures.open })}</A>}
      {figures.overdue > 0 && (
        <A to={paths.promises({ policyId, show: 'overdue' })} className={css.overdue ?? ''}>
          <IconAlarm size={14} stroke={1.9} aria-hidden />
          {w.norms.overdue({ n: figures.overdue })}
        </A>
      )}
    </span>
  )
}

const daysWords = ({ days }: Delivered): string => w.norms.delivered({ days })
const keptWords = ({ kept, promises, keptShare }: Delivered): string =>
  keptShare === null ? w.norms.noFigures() : w.norms.kept({ kept, promises, share: percent(keptShare) })

/** In business time, where the norm counts it. */
const lengthWords = (seconds: number, promise: PolicyDuration): string =>
  promise.unit.startsWith('business') ? businessSpan(seconds) : span(seconds * 1000)

function Figures({ figures, norm }: { figures: Delivered | undefined; norm: Norm }) {
  if (!figures || figures.keptShare === null || norm.policyId === null)
    return <span className={css.quiet}>{norm.policyId === null ? '–' : w.norms.noFigures()}</span>
  const { days, kept, promises, keptShare, withinTarget, medianSeconds, p90Seconds } = figures
  return (
    <div className={css.figures}>
      <A to={paths.promises({ policyId: norm.policyId, show: 'ended', days: String(days) })} className={css.kept ?? ''}>
        <span className={css.share}>{percent(keptShare)}</span>
        <span className={css.bar} aria-hidden>
          <span style={{ width: `${keptShare * 100}%` }} />
        </span>
        <span className={css.count}>{w.norms.keptOf({ kept: number(kept), promises })}</span>
      </A>
      {medianSeconds !== null && (
        <span className={css.quiet}>
          {w.norms.median({ span: lengthWords(medianSeconds, norm.promise) })}
          {p90Seconds !== null && `, ${w.norms.p90({ span: lengthWords(p90Seconds, norm.promise) })}`}
        </span>
      )}
      {withinTarget !== null && (
        <span className={css.quiet}>{w.norms.withinTarget({ share: percent(withinTarget) })}</span>
      )}
    </div>
  )
}

function Review({ norm: { lastReview, reviewDue }, onReview }: { norm: Norm; onReview?: () => void }) {
  const members = useMemberNames()
  return (
    <div className={css.review}>
      {lastReview ? (
        <>
          <span>
            {w.review.decided[lastReview.decision]()} · {dayOnly(lastReview.decidedAt)}
          </span>
          {lastReview.note && <span className={`${css.quiet} own-words`}>{lastReview.note}</span>}
          {lastReview.decidedBy && <span className={css.quiet}>{members.get(lastReview.decidedBy) ?? ''}</span>}
        </>
      ) : (
        <span className={css.quiet}>{w.review.never()}</span>
      )}
      {reviewDue && <span className={css.due}>{w.review.due()}</span>}
      {onReview && (
        <Action size="compact-sm" variant={reviewDue ? 'light' : 'default'} onClick={onReview}>
          {w.review.open()}
        </Action>
      )}
    </div>
  )
}
