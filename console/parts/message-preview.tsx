import { IconMail } from '@tabler/icons-react'
import { Address } from '../ui/address.tsx'
import { m } from '../ui/text.ts'
import { byDate, type CustomerWords, promiseSentence } from './customer-words.ts'
import css from './message-preview.module.css'

interface Props {
  readonly words: CustomerWords
  readonly organization: { readonly name: string; readonly country: string }
  readonly zone: string
  /** Null: nobody can be written to. */
  readonly to: string | null
  readonly wording: string
  readonly dueAt: string
  readonly caveats: readonly string[]
  /** Asks for an answer by the default instant: half the time to due. */
  readonly asks: boolean
  readonly now: number
  /** The date counts from the customer's answers. */
  readonly counts?: boolean
}

/** What the customer will read, in their language and zone. */
export function MessagePreview(props: Props) {
  const { words, organization, zone, to, wording, dueAt, caveats, asks, now, counts = false } = props
  const sentence = promiseSentence(words, wording, dueAt, zone, organization.country)
  const answerBy = new Date(now + Math.max(0, Date.parse(dueAt) - now) / 2).toISOString()
  const by = byDate(words, answerBy, zone, organization.country)
  const { mail } = words
  return (
    <section className={css.preview} aria-label={m.preview.title()}>
      <header className={css.head}>
        <IconMail size={15} stroke={1.8} aria-hidden />
        {to ? <Address address={to} says={(it) => m.preview.to({ to: it })} /> : <span>{m.preview.nobody()}</span>}
      </header>
      <div className={css.mail} lang={words.language}>
        <p className={css.headline}>{sentence}</p>
        <p>
          {asks
            ? mail.proposed.ask({ organization: organization.name, by })
            : mail.made.text({ organization: organization.name })}
        </p>
        {counts && <p>{mail.countsFromAnswer()}</p>}
        {caveats.length > 0 && (
          <>
            <p className={css.caveats}>{mail.caveats()}</p>
            <ul>
              {caveats.map((caveat) => (
                <li key={caveat}>{caveat}</li>
              ))}
            </ul>
          </>
        )}
        <p className={css.actions} aria-hidden>
          {(asks ? [mail.action.accept(), mail.action.otherTime(), mail.action.decline()] : [mail.action.follow()]).map(
            (label, index) => (
              <span key={label} data-first={index === 0}>
                {label}
              </span>
            ),
          )}
        </p>
      </div>
    </section>
  )
}
