import { Loader } from '@mantine/core'
import { useMemberNames } from '../../api/people.ts'
import { useList } from '../../api/read.ts'
import css from '../../forms/policy-sheets.module.css'
import type { Names } from '../../parts/policy-names.ts'
import { changesBetween } from '../../parts/policy-sentence.ts'
import { w } from '../../parts/policy-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Sheet, SheetBody } from '../../ui/sheet.tsx'
import { m } from '../../ui/text.ts'
import { absolute } from '../../ui/time.ts'
import { Trouble } from '../../ui/trouble.tsx'

interface Props {
  readonly policyId: string
  readonly name: string
  readonly names: Names
  readonly onClose: () => void
}

/** What the policy said and when, the latest first, each with what differs from the one before. */
export function Versions({ policyId, name, names, onClose }: Props) {
  const members = useMemberNames()
  const versions = useList('policies.listVersions', { id: policyId, limit: 50 })
  return (
    <Sheet title={w.versions.title()} lead={name} onClose={onClose} size={560}>
      {() => (
        <SheetBody>
          {versions.isError && <Trouble error={versions.error} onRetry={() => void versions.refetch()} />}
          {versions.isPending && <Loader size="sm" aria-label={m.common.loading()} />}
          <ol className={css.versions}>
            {versions.items.map((each, index) => {
              const before = versions.items[index + 1]
              const changes = before ? changesBetween(before.spec, each.spec, names) : []
              return (
                <li key={each.version}>
                  <div>
                    <div className={css.strong}>{w.versions.version({ n: each.version })}</div>
                    <div className={css.quiet}>
                      {[
                        absolute(each.createdAt),
                        each.createdBy ? members.get(each.createdBy) : null,
                        w.versions.promises({ n: each.promises }),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </div>
                  </div>
                  {changes.length > 0 && (
                    <dl className={css.changes}>
                      {changes.map(({ what, before: was, after }) => (
                        <div key={what}>
                          <dt>{what}</dt>
                          <dd>
                            <del>{was || '–'}</del> → <ins>{after || '–'}</ins>
                          </dd>
                        </div>
                      ))}
                    </dl>
                  )}
                  {each.version === 1 && <span className={css.quiet}>{w.versions.first()}</span>}
                </li>
              )
            })}
          </ol>
          {versions.hasNextPage && (
            <Action variant="subtle" size="xs" onClick={() => void versions.fetchNextPage()}>
              {m.common.more()}
            </Action>
          )}
        </SheetBody>
      )}
    </Sheet>
  )
}
