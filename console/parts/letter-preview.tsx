import { IconMail } from '@tabler/icons-react'
import { Address } from '../ui/address.tsx'
import { m } from '../ui/text.ts'
import type { CustomerWords } from './customer-words.ts'
import css from './message-preview.module.css'

interface Props {
  readonly words: CustomerWords
  /** Null: nobody can be written to. */
  readonly to: string | null
  readonly headline: string
  readonly paragraphs: readonly string[]
  readonly action: string
}

/** A letter as the customer will read it, in their language. */
export function LetterPreview({ words, to, headline, paragraphs, action }: Props) {
  return (
    <section className={css.preview} aria-label={m.preview.title()}>
      <header className={css.head}>
        <IconMail size={15} stroke={1.8} aria-hidden />
        {to ? <Address address={to} says={(it) => m.preview.to({ to: it })} /> : <span>{m.preview.nobody()}</span>}
      </header>
      <div className={css.mail} lang={words.language}>
        <p className={css.headline}>{headline}</p>
        {paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        <p className={css.actions} aria-hidden>
          <span data-first>{action}</span>
        </p>
      </div>
    </section>
  )
}
