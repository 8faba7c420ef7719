import { type ReactNode, useEffect, useRef } from 'react'
import css from './page.module.css'

interface Props {
  readonly title: string
  /** What the browser's tab says, when the title on the page is too long for it. */
  readonly tab?: string
  readonly lead?: ReactNode
  readonly back?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
  /** Lets a page use the whole width: lists. */
  readonly wide?: boolean
}

/** The frame of a page: one heading, which takes the focus when the page opens, so that it is read out. */
export function Page({ title, tab, lead, back, actions, children, wide = false }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${tab ?? title} · Kept`
  }, [title, tab])
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className={wide ? css.wide : css.page}>
      {back && <div className={css.back}>{back}</div>}
      <header className={css.header}>
        <div className={css.titles}>
          <h1 ref={heading} tabIndex={-1} className={`${css.title} own-words`}>
            {title}
          </h1>
          {lead && <div className={css.lead}>{lead}</div>}
        </div>
        {actions && <div className={css.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  )
}

interface SectionProps {
  readonly title: string
  readonly count?: number | string
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
  readonly id?: string
  /** Draws the section's content edge to edge, for lists. */
  readonly flush?: boolean
  /** Leaves the title to screen readers, where the content shows it in another way. */
  readonly quiet?: boolean
}

/** A titled panel on a page. */
export function Section({ title, count, lead, actions, children, id, flush = false, quiet = false }: SectionProps) {
  return (
    <section className={css.section} aria-labelledby={id ? `${id}-title` : undefined} id={id}>
      <div className={quiet ? css.unseen : css.sectionHead}>
        <div>
          <h2 className={css.sectionTitle} id={id ? `${id}-title` : undefined}>
            {title}
            {count !== undefined && <span className={css.count}>{count}</span>}
          </h2>
          {lead && <p className={css.sectionLead}>{lead}</p>}
        </div>
        {actions && <div className={css.actions}>{actions}</div>}
      </div>
      <div className={flush ? (quiet ? css.edge : css.flush) : css.body}>{children}</div>
    </section>
  )
}
