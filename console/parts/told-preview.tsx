import { IconMail } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { api } from '../api/call.ts'
import type { Input } from '../api/contract.ts'
import { Address } from '../ui/address.tsx'
import { m } from '../ui/text.ts'
import { Trouble } from '../ui/trouble.tsx'
import css from './message-preview.module.css'

interface Message {
  readonly subject: string
  readonly text: string
  readonly language: string
}

/** A message exactly as the customer reads it. */
export function ToldMessage({
  label,
  head,
  message,
}: {
  label: string
  head: ReactNode
  message: Message | undefined
}) {
  return (
    <section className={css.preview} aria-label={label}>
      <header className={css.head}>
        <IconMail size={15} stroke={1.8} aria-hidden />
        {head}
      </header>
      <div className={css.mail} lang={message?.language} aria-busy={!message}>
        <p className={css.headline}>{message?.subject}</p>
        {message ? <Told text={message.text} /> : <p className={css.told} />}
      </div>
    </section>
  )
}

/** Plain text, in which what is promised stands between asterisks. */
const Told = ({ text }: { text: string }) =>
  text.split(/\n{2,}/).map((paragraph, at) => {
    const bold = /^\*([^*]+)\*$/.exec(paragraph.trim())?.[1]
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the same paragraph may come twice
      <p key={at} className={css.told}>
        {bold ? <strong>{bold}</strong> : paragraph}
      </p>
    )
  })

// Long enough not to ask for every letter.
const typingMilliseconds = 300

/** What the customer would be told of a new date, with what is offered for it. */
export function MovePreview({ asked, to }: { asked: Input<'recoveries.previewGood'>; to: string | null }) {
  const text = JSON.stringify(asked)
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), typingMilliseconds)
    return () => clearTimeout(timer)
  }, [text])
  const shown = JSON.parse(settled) as typeof asked
  const preview = useQuery({
    queryKey: ['recoveries.previewGood', shown],
    queryFn: ({ signal }) => api('recoveries.previewGood', shown, { signal }),
    placeholderData: keepPreviousData,
  })
  if (preview.error) return <Trouble error={preview.error} />
  const head = to ? <Address address={to} says={(it) => m.preview.to({ to: it })} /> : <span>{m.preview.nobody()}</span>
  return <ToldMessage label={m.preview.title()} head={head} message={preview.data?.message} />
}
