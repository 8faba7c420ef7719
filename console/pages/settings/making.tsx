import { IconGift, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useList, useRead } from '../../api/read.ts'
import { useMay, useSession } from '../../api/session.tsx'
import { kindName, type Remedy, WithMakingWords, w } from '../../parts/making-words.tsx'
import { useSatisfaction } from '../../parts/satisfaction.ts'
import { Action } from '../../ui/action.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Empty } from '../../ui/empty.tsx'
import { fetched } from '../../ui/fetched.tsx'
import { money } from '../../ui/money.ts'
import { Section } from '../../ui/page.tsx'
import { type Language, languageNames, m } from '../../ui/text.ts'
import { toast } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { AuthorityLimits } from './authority-limits.tsx'
import { Deputy } from './deputy.tsx'
import css from './list.module.css'

/** Fetched with the section. */
export const texts = [WithMakingWords]

const forms = () => import('../../forms/remedy.tsx')
const NewRemedy = fetched(forms, 'NewRemedy')
const EditRemedy = fetched(forms, 'EditRemedy')

/** What makes good, who may grant how much of it, and who answers for those who are away. */
export const MakingGood = () => (
  <WithMakingWords>
    <Loaded />
  </WithMakingWords>
)

function Loaded() {
  const organization = useRead('organizations.get', { id: useSession().organization.id })
  const remedies = useList('remedies.list', { limit: 200 })
  if (organization.isError) return <Trouble error={organization.error} onRetry={() => void organization.refetch()} />
  if (remedies.isError) return <Trouble error={remedies.error} onRetry={() => void remedies.refetch()} />
  if (!organization.data || !remedies.isSuccess) return null
  const { currency, language } = organization.data
  return (
    <>
      <Library remedies={remedies.items} firm={{ currency, language: language as Language }} />
      <AuthorityLimits remedies={remedies.items} />
      <Deputy />
    </>
  )
}

function Library({ remedies, firm }: { remedies: readonly Remedy[]; firm: { currency: string; language: Language } }) {
  const may = useMay()
  const satisfied = useSatisfaction()
  const [sheet, setSheet] = useState<'new' | { edit: Remedy } | { archive: Remedy } | null>(null)
  const costOf = ({ cost }: Remedy): string =>
    cost === null
      ? w.library.chosen()
      : cost === 0
        ? w.library.free()
        : w.library.fixed({ amount: money(cost, firm.currency) })
  const missingIn = ({ missing }: Remedy): string | null =>
    missing.length === 0
      ? null
      : w.library.missing({ languages: missing.map((each) => languageNames[each]).join(', ') })
  const groups = [
    { title: w.library.alternatives(), items: remedies.filter(({ alternative }) => alternative) },
    { title: w.library.remedies(), items: remedies.filter(({ alternative }) => !alternative) },
  ].filter(({ items }) => items.length > 0)
  return (
    <Section
      title={w.library.title()}
      count={remedies.length}
      lead={w.library.lead()}
      flush
      actions={
        may('remedies.create') && (
          <Action size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setSheet('new')}>
            {w.library.add()}
          </Action>
        )
      }
    >
      {remedies.length === 0 && <Empty icon={<IconGift size={22} stroke={1.7} />}>{w.library.none()}</Empty>}
      {groups.map(({ title, items }) => (
        <ul key={title} className={css.list} aria-label={title}>
          {items.map((remedy) => (
            <li key={remedy.id} className={css.row}>
              <div className={css.main}>
                <span className={css.name}>
                  {remedy.name}
                  <span className={`${css.tag} ${css.plain}`}>{kindName(remedy.kind)}</span>
                </span>
                <span className={css.quiet}>
                  {[costOf(remedy), satisfied(remedy.id), remedy.conditions.split('\n')[0], missingIn(remedy)]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </div>
              <div className={css.actions}>
                {may('remedies.update') && (
                  <Action size="xs" variant="default" onClick={() => setSheet({ edit: remedy })}>
                    {m.common.change()}
                  </Action>
                )}
                {may('remedies.archive') && (
                  <Action size="xs" variant="subtle" color="gray" onClick={() => setSheet({ archive: remedy })}>
                    {w.library.archive()}
                  </Action>
                )}
              </div>
            </li>
          ))}
        </ul>
      ))}
      {sheet === 'new' && <NewRemedy firm={firm} onClose={() => setSheet(null)} />}
      {sheet !== null && sheet !== 'new' && 'edit' in sheet && (
        <EditRemedy remedy={sheet.edit} firm={firm} onClose={() => setSheet(null)} />
      )}
      {sheet !== null && sheet !== 'new' && 'archive' in sheet && (
        <Confirm
          operation="remedies.archive"
          input={{ id: sheet.archive.id }}
          title={w.library.archiveTitle({ name: sheet.archive.name })}
          submit={w.library.archive()}
          onDone={() => toast(w.library.archived())}
          onClose={() => setSheet(null)}
        >
          {w.library.archiveSays()}
        </Confirm>
      )}
    </Section>
  )
}
