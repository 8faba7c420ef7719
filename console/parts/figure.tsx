import type { ReactNode } from 'react'
import { A } from '../ui/link.tsx'
import css from './figure.module.css'

interface Props {
  readonly label: string
  readonly value: string
  /** Over what period, from how many: a figure without it is not shown. */
  readonly basis: ReactNode
  /** The list of what is counted. */
  readonly to: string
}

/** One figure, which says what it rests on and opens it. */
export function Figure({ label, value, basis, to }: Props) {
  return (
    <A to={to} className={css.figure ?? ''}>
      <span className={css.label}>{label}</span>
      <span className={css.value}>{value}</span>
      <span className={css.basis}>{basis}</span>
    </A>
  )
}

export const Figures = ({ children, label }: { children: ReactNode; label: string }) => (
  <section className={css.strip} aria-label={label}>
    {children}
  </section>
)

/** Holds the strip's place while it is read. */
export const FiguresWaiting = () => (
  <div className={css.strip} aria-hidden>
    {['a', 'b', 'c', 'd'].map((each) => (
      <div key={each} className={`${css.figure} ${css.waiting}`} />
    ))}
  </div>
)
