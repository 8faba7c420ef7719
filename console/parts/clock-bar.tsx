import css from './clock-bar.module.css'
import { promiseColour } from './promise-badge.tsx'
import type { PromiseLook } from './promise-state.ts'

/** How much of the promised time has passed. Says nothing that the words beside it do not say. */
export function ClockBar({ from, to, look, now }: { from: string; to: string; look: PromiseLook; now: number }) {
  const start = Date.parse(from)
  const share = Math.min(1, Math.max(0, (now - start) / Math.max(1, Date.parse(to) - start)))
  return (
    <div className={css.track} aria-hidden>
      <div className={css.passed} style={{ width: `${share * 100}%`, background: promiseColour(look) }} />
    </div>
  )
}
