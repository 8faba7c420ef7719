/** The mark: a K whose arms are a tick. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
      <rect width="32" height="32" rx="8" fill="#0c5b56" />
      <path
        d="M9.5 7.5v17M22.5 8.5l-9 7.5 3.2 3.4M16.2 19l2.2 2.3 5-5.2"
        fill="none"
        stroke="#fff"
        strokeWidth="2.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
