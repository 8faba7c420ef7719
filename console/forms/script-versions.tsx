import { useState } from 'react'
import { useMemberNames } from '../api/people.ts'
import { useList } from '../api/read.ts'
import { useMay } from '../api/session.tsx'
import { type Script, w } from '../parts/script-words.tsx'
import { Action } from '../ui/action.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { Sheet, SheetBody } from '../ui/sheet.tsx'
import { languageNames, languages } from '../ui/text.ts'
import { absolute } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { Trouble } from '../ui/trouble.tsx'
import css from './script-versions.module.css'

/** What a script said and says, with who changed it; an earlier version can be brought back. */
export function ScriptVersions({ script, onClose }: { script: Script; onClose: () => void }) {
  const versions = useList('scripts.listVersions', { id: script.id, limit: 50 })
  const names = useMemberNames()
  const may = useMay()
  const [back, setBack] = useState<number | null>(null)
  const newest = versions.items[0]?.version
  return (
    <Sheet title={w.versions.title()} lead={script.name} onClose={onClose} size={640}>
      {() => (
        <SheetBody>
          {versions.isError && <Trouble error={versions.error} onRetry={() => void versions.refetch()} />}
          <ol className={css.versions}>
            {versions.items.map((each) => (
              <li key={each.version}>
                <div className={css.head}>
                  <strong>{w.version({ n: String(each.version) })}</strong>
                  {each.version === newest && <span className={css.now}>{w.versions.now()}</span>}
                  <span className={css.quiet}>
                    {w.versions.by({
                      name: (each.changedBy === null ? undefined : names.get(each.changedBy)) ?? w.versions.program(),
                      at: absolute(each.changedAt),
                    })}
                    {each.restoredFrom !== null && ` · ${w.versions.restoredFrom({ n: String(each.restoredFrom) })}`}
                  </span>
                  {each.version !== newest && may('scripts.update') && (
                    <Action size="compact-sm" variant="default" onClick={() => setBack(each.version)}>
                      {w.versions.restore()}
                    </Action>
                  )}
                </div>
                {each.reason !== null && (
                  <p className={`${css.quiet} own-words`}>{w.versions.because({ reason: each.reason })}</p>
                )}
                {languages.map((language) => {
                  const said = each.texts[language]
                  return said ? (
                    <details key={language}>
                      <summary>{languageNames[language]}</summary>
                      <div lang={language}>
                        {said.subject && <p className={css.subject}>{said.subject}</p>}
                        <p className={css.text}>{said.body}</p>
                      </div>
                    </details>
                  ) : null
                })}
              </li>
            ))}
          </ol>
          {back !== null && (
            <Confirm
              operation="scripts.restoreVersion"
              input={{ id: script.id, version: back }}
              title={w.versions.restoreTitle({ n: String(back) })}
              submit={w.versions.restore()}
              onDone={() => toast(w.versions.restored())}
              onClose={() => setBack(null)}
            >
              {w.versions.restoreSays()}
            </Confirm>
          )}
        </SheetBody>
      )}
    </Sheet>
  )
}
