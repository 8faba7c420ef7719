import { Fragment } from 'react'
import type { Row } from '../../api/contract.ts'

type Hit = NonNullable<Row<'conversations.list'>['hit']>

/** A piece of what was said, with the words that were looked for marked. */
export function HitText({ hit: { text, ranges } }: { hit: Hit }) {
  let at = 0
  const parts = ranges.map(({ start, end }) => {
    const before = text.slice(at, start)
    at = end
    return (
      <Fragment key={start}>
        {before}
        <mark>{text.slice(start, end)}</mark>
      </Fragment>
    )
  })
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  )
}
