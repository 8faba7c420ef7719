import { type ReactNode, type Ref, useLayoutEffect, useRef } from 'react'
import css from '../../parts/timeline.module.css'

interface Props {
  readonly label: string
  /** The id of what stands last. */
  readonly newest: string | undefined
  readonly children: ReactNode
}

/**
 * What begins at its end, as a chat does. What comes before the first moves nothing (its place counts from the end);
 * what comes after the last moves nothing for whoever reads further up.
 */
export function Scroller({ label, newest, children }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const known = useRef<{ newest: string | undefined; height: number }>({ newest, height: 0 })
  useLayoutEffect(() => {
    const at = box.current
    if (!at) return
    const { newest: before, height } = known.current
    known.current = { newest, height: at.scrollHeight }
    if (before !== undefined && before !== newest && at.scrollTop < 0) at.scrollTop -= at.scrollHeight - height
  })
  return (
    // biome-ignore lint/a11y/useSemanticElements: no fields are in it.
    <div
      ref={box as Ref<HTMLDivElement>}
      className={css.scroller}
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
    >
      <div>{children}</div>
    </div>
  )
}
