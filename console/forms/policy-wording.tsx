import { Textarea } from '@mantine/core'
import { IconCheck, IconCircleDashed } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { Issue } from '../api/problem.ts'
import { useSession } from '../api/session.tsx'
import type { PolicySpec } from '../parts/policy-data.ts'
import { w } from '../parts/policy-words.tsx'
import { type Language, language, languageNames, languages } from '../ui/text.ts'
import { mistakeAt } from './policy-draft.ts'
import css from './policy-editor.module.css'

interface Props {
  readonly value: PolicySpec['wording']
  readonly issues: readonly Issue[]
  readonly onChange: (value: PolicySpec['wording']) => void
}

/** What is promised, in each language, with a mark at those that are missing. */
export function WordingField({ value, issues, onChange }: Props) {
  const { organization } = useSession()
  const [shown, setShown] = useState<Language>(
    value[language] || !value[organization.language] ? language : organization.language,
  )
  const wrong = issues.find((issue) => issue.path.startsWith('spec.wording.'))?.path.split('.')[2]
  useEffect(() => {
    if (languages.some((each) => each === wrong)) setShown(wrong as Language)
  }, [wrong])
  const missing = languages.filter((each) => !value[each]?.trim())
  const fallback = value[organization.language]?.trim() ? organization.language : 'en'
  return (
    <div className={css.stack}>
      <fieldset className={css.languages}>
        <legend className={css.unseen}>{w.editor.wordingLanguage()}</legend>
        {languages.map((each) => {
          const there = !missing.includes(each)
          return (
            <button
              key={each}
              type="button"
              className={css.language}
              aria-pressed={each === shown}
              onClick={() => setShown(each)}
            >
              {there ? <IconCheck size={14} stroke={2.2} aria-hidden /> : <IconCircleDashed size={14} aria-hidden />}
              <span lang={each}>{languageNames[each]}</span>
              {!there && <span className={css.unseen}>: {w.editor.wordingMissing()}</span>}
            </button>
          )
        })}
      </fieldset>
      <Textarea
        aria-label={`${w.editor.wording()}: ${languageNames[shown]}`}
        lang={shown}
        rows={2}
        autosize={false}
        value={value[shown] ?? ''}
        error={mistakeAt(issues, 'spec.wording')}
        placeholder={w.editor.wordingExample()}
        onChange={(event) => onChange({ ...value, [shown]: event.currentTarget.value })}
      />
      {missing.length > 0 && missing.length < languages.length && (
        <p className={css.quiet}>
          {w.editor.wordingFallsBack({
            missing: missing.map((each) => languageNames[each]).join(', '),
            language:
              languageNames[
                value[fallback]?.trim() ? fallback : (languages.find((each) => value[each]?.trim()) ?? 'en')
              ],
          })}
        </p>
      )}
    </div>
  )
}
