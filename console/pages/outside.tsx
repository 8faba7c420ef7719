import { NativeSelect } from '@mantine/core'
import { type ReactNode, use, useEffect, useRef } from 'react'
import { LanguageSwitch } from '../ui/language-switch.ts'
import { Logo } from '../ui/logo.tsx'
import { type Language, language, languageNames, languages, m } from '../ui/text.ts'
import css from './outside.module.css'

interface Props {
  readonly title: string
  readonly lead?: ReactNode
  readonly children: ReactNode
  readonly wide?: boolean
}

/** The frame of the pages before signing in. */
export function Outside({ title, lead, children, wide = false }: Props) {
  const setLanguage = use(LanguageSwitch)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · Kept`
    heading.current?.focus({ preventScroll: true })
  }, [title])
  return (
    <div className={css.page}>
      <header className={css.top}>
        <span className={css.brand}>
          <Logo size={28} />
          Kept
        </span>
        <NativeSelect
          size="xs"
          aria-label={m.account.language()}
          value={language}
          onChange={(event) => setLanguage(event.currentTarget.value as Language)}
          data={languages.map((each) => ({ value: each, label: languageNames[each] }))}
        />
      </header>
      <main className={wide ? css.wide : css.main}>
        <h1 className={css.title} ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead && <p className={css.lead}>{lead}</p>}
        {children}
      </main>
    </div>
  )
}
