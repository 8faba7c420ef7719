import css from './progress.module.css'

/** How much of something is done. */
export function Progress({ share, label }: { share: number; label: string }) {
  return (
    <div className={css.stack}>
      <div
        className={css.bar}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
      >
        <div style={{ width: `${Math.min(1, share) * 100}%` }} />
      </div>
      <p className={css.quiet}>{label}</p>
    </div>
  )
}
