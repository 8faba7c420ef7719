import { IconCalendarRepeat, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useList, useRead } from '../../api/read.ts'
import { useMay, useSession } from '../../api/session.tsx'
import { useWrite } from '../../api/write.ts'
import { type Reason, r, WithReasonWords } from '../../parts/reason-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Empty } from '../../ui/empty.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { Section } from '../../ui/page.tsx'
import { type Language, languageNames, m } from '../../ui/text.ts'
import { toast } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'
import css from './list.module.css'

/** Fetched with the section. */
export const texts = [WithReasonWords]

const forms = () => import('../../forms/reason.tsx')
const NewReason = fetched(forms, 'NewReason')
const EditReason = fetched(forms, 'EditReason')

/** What customers are told when a date moves, and how often each was said. */
export const Reasons = () => (
  <WithReasonWords>
    <Loaded />
  </WithReasonWords>
)

function Loaded() {
  const organization = useRead('organizations.get', { id: useSession().organization.id })
  const reasons = useList('reasons.list', { limit: 200 })
  const use = useRead('reasons.use', {})
  const failed = [organization, reasons, use].find((query) => query.isError)
  if (failed) return <Trouble error={failed.error} onRetry={() => void failed.refetch()} />
  if (!organization.data || !reasons.isSuccess || !use.data) return null
  const used = new Map(use.data.reasons.map((each) => [each.reasonId, each.moved + each.withdrawn]))
  const ownWords = use.data.ownWords.moved + use.data.ownWords.withdrawn
  return <List reasons={reasons.items} used={used} ownWords={ownWords} firm={organization.data.language as Language} />
}

interface Props {
  readonly reasons: readonly Reason[]
  /** How often each was given, by id. */
  readonly used: ReadonlyMap<string, number>
  readonly ownWords: number
  readonly firm: Language
}

function List({ reasons, used, ownWords, firm }: Props) {
  const may = useMay()
  const [sheet, setSheet] = useState<'new' | { edit: Reason } | { archive: Reason } | null>(null)
  return (
    <Section
      title={r.title()}
      count={reasons.length}
      lead={r.lead()}
      flush
      actions={
        may('reasons.create') && (
          <>
            <Starter />
            <Action size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setSheet('new')}>
              {r.add()}
            </Action>
          </>
        )
      }
    >
      {reasons.length === 0 && <Empty icon={<IconCalendarRepeat size={22} stroke={1.7} />}>{r.none()}</Empty>}
      <ul className={css.list} aria-label={r.title()}>
        {reasons.map((reason) => (
          <li key={reason.id} className={css.row}>
            <div className={css.main}>
              <span className={css.name}>
                {reason.name}
                {reason.cause && <span className={`${css.tag} ${css.plain}`}>{r.cause[reason.cause]()}</span>}
              </span>
              <span className="own-words" lang={firm}>
                {reason.why[firm]}
              </span>
              <span className={css.quiet}>
                {[
                  r.use({ count: used.get(reason.id) ?? 0 }),
                  reason.missing.length === 0
                    ? null
                    : r.missing({ languages: reason.missing.map((each) => languageNames[each]).join(', ') }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </div>
            <div className={css.actions}>
              {may('reasons.update') && (
                <Action size="xs" variant="default" onClick={() => setSheet({ edit: reason })}>
                  {m.common.change()}
                </Action>
              )}
              {may('reasons.archive') && (
                <Action size="xs" variant="subtle" color="gray" onClick={() => setSheet({ archive: reason })}>
                  {r.archive()}
                </Action>
              )}
            </div>
          </li>
        ))}
      </ul>
      {ownWords > 0 && <p className={`${css.quiet} ${css.foot}`}>{r.ownWords({ count: ownWords })}</p>}
      {sheet === 'new' && <NewReason firm={firm} onClose={() => setSheet(null)} />}
      {sheet !== null && sheet !== 'new' && 'edit' in sheet && (
        <EditReason reason={sheet.edit} firm={firm} onClose={() => setSheet(null)} />
      )}
      {sheet !== null && sheet !== 'new' && 'archive' in sheet && (
        <Confirm
          operation="reasons.archive"
          input={{ id: sheet.archive.id }}
          title={r.archiveTitle({ name: sheet.archive.name })}
          submit={r.archive()}
          onDone={() => toast(r.archived())}
          onClose={() => setSheet(null)}
        >
          {r.archiveSays()}
        </Confirm>
      )}
    </Section>
  )
}

function Starter() {
  const write = useWrite('reasons.installStarterSet')
  return (
    <Action
      size="xs"
      variant="default"
      loading={write.pending}
      onClick={() => void write.send({}).then((made) => made && toast(r.starterAdded({ count: made.created.length })))}
    >
      {r.starter()}
    </Action>
  )
}
