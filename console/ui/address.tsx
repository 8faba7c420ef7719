import { Fragment } from 'react'
import css from './address.module.css'

interface Props {
  readonly address: string
  /** A sentence that the address stands in. */
  readonly says?: (address: string) => string
  /** On one line, cut where it ends; the whole is told on pointing. */
  readonly cut?: boolean
  readonly className?: string | undefined
}

/** A longer part may have no room in a narrow line, and may break anywhere. */
const MOST_LETTERS = 24

const MARK = '\u0000'

const partsOf = (address: string): string[] => address.split(/(?<=@)|(?=\.)/)

/** An e-mail address: where it does not fit, it breaks after its @ and before its dots, never within a word. */
export function Address({ address, says = (it) => it, cut = false, className }: Props) {
  const [before, after] = says(MARK).split(MARK)
  return (
    <span className={`${cut ? css.cut : css.address} ${className ?? ''}`} title={cut ? address : undefined}>
      {before}
      {partsOf(address).map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
        <Fragment key={at}>
          {at > 0 && <wbr />}
          {part.length > MOST_LETTERS ? part : <span className={css.part}>{part}</span>}
        </Fragment>
      ))}
      {after}
    </span>
  )
}
