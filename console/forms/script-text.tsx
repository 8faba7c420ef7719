import { Textarea, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconCircleDashed, IconCircleX, IconInfoCircle } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useSession } from '../api/session.tsx'
import { type Finding, type Tried, type Variable, variableName, w } from '../parts/script-words.tsx'
import { type Language, languageNames, languages } from '../ui/text.ts'
import type { Form } from './form.ts'
import type { ScriptValues } from './script.tsx'
import css from './script-text.module.css'

interface Props {
  readonly form: Form<ScriptValues>
  readonly tried: Tried | null
}

/** A script's text in each language, with the facts that may be put in, what there is to say of it, and how it reads. */
export function ScriptText({ form, tried }: Props) {
  const firm = useSession().organization.language
  const [shown, setShown] = useState<Language>(firm)
  const body = useRef<HTMLTextAreaElement>(null)
  const subject = useRef<HTMLInputElement>(null)
  // Facts go where the caret was last.
  const last = useRef<'subject' | 'body'>('body')
  const text = form.field(`body.${shown}`)
  const head = form.field(`subject.${shown}`)
  const findings = tried?.findings ?? []
  const example = tried?.examples.find(({ language }) => language === shown)

  function put(name: Variable): void {
    const [element, field] = last.current === 'subject' ? [subject.current, head] : [body.current, text]
    if (!element) return
    const [from, to] = [element.selectionStart ?? field.value.length, element.selectionEnd ?? field.value.length]
    const said = `{{${name}}}`
    field.onChange(field.value.slice(0, from) + said + field.value.slice(to))
    requestAnimationFrame(() => {
      element.focus()
      element.setSelectionRange(from + said.length, from + said.length)
    })
  }

  return (
    <div className={css.stack}>
      <fieldset className={css.languages}>
        <legend className={css.unseen}>{w.field.language()}</legend>
        {languages.map((each) => {
          const there = form.values[`body.${each}`].trim() !== ''
          const wrong = findings.some(({ language, level }) => language === each && level !== 'warning')
          const Icon = wrong ? IconAlertTriangle : there ? IconCheck : IconCircleDashed
          return (
            <button
              key={each}
              type="button"
              className={css.language}
              aria-pressed={each === shown}
              onClick={() => setShown(each)}
            >
              <Icon size={14} stroke={2} aria-hidden />
              <span lang={each}>{languageNames[each]}</span>
              {!there && <span className={css.unseen}>: {w.field.notWritten()}</span>}
              {wrong && <span className={css.unseen}>: {w.finding.title()}</span>}
            </button>
          )
        })}
      </fieldset>
      <TextInput
        ref={subject}
        label={w.field.subject()}
        description={w.field.subjectSays()}
        lang={shown}
        value={head.value}
        error={head.error}
        maxLength={300}
        onFocus={() => {
          last.current = 'subject'
        }}
        onChange={(event) => head.onChange(event.currentTarget.value)}
      />
      <Textarea
        ref={body}
        label={w.field.body()}
        lang={shown}
        spellCheck
        autosize
        minRows={6}
        maxRows={18}
        value={text.value}
        error={text.error}
        onFocus={() => {
          last.current = 'body'
        }}
        onChange={(event) => text.onChange(event.currentTarget.value)}
      />
      <fieldset className={css.chips}>
        <legend className={css.label}>{w.field.insert()}</legend>
        {(tried?.variables ?? []).map((name) => (
          <button
            key={name}
            type="button"
            className={css.chip}
            title={`{{${name}}}`}
            // The caret stays where it is.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => put(name)}
          >
            {variableName(name)}
          </button>
        ))}
      </fieldset>
      <Findings findings={findings} onShow={setShown} />
      <section className={css.preview} aria-label={w.reads.title()}>
        <header className={css.head}>
          {w.reads.title()} · {w.reads.says()}
        </header>
        <div className={css.reads} lang={shown}>
          {example?.subject && <p className={css.subject}>{example.subject}</p>}
          {example ? <p className={css.text}>{example.text}</p> : <p className={css.quiet}>{w.reads.empty()}</p>}
        </div>
      </section>
    </div>
  )
}

const icons = { error: IconCircleX, confirm: IconAlertTriangle, warning: IconInfoCircle } as const

function Findings({ findings, onShow }: { findings: readonly Finding[]; onShow: (language: Language) => void }) {
  return (
    <ul className={css.findings} aria-label={w.finding.title()} aria-live="polite">
      {findings.map((finding) => {
        const Icon = icons[finding.level]
        return (
          <li key={JSON.stringify(finding)} data-level={finding.level}>
            <Icon size={15} stroke={1.9} aria-hidden />
            <span>{sentence(finding)}</span>
            <button type="button" className={css.goTo} onClick={() => onShow(finding.language)}>
              {languageNames[finding.language]}
            </button>
          </li>
        )
      })}
    </ul>
  )
}

function sentence({ code, text, language }: Finding): string {
  switch (code) {
    case 'unknown_variable':
      return w.finding.unknownVariable({ text })
    case 'variable_not_here':
      return w.finding.variableNotHere({ text })
    case 'broken_braces':
      return w.finding.brokenBraces({ text })
    case 'date_in_template':
      return w.finding.dateInTemplate({ text })
    case 'over_promise':
      return w.finding.overPromise({ text })
    default:
      return w.finding.languageMissing({ language: languageNames[language] })
  }
}
