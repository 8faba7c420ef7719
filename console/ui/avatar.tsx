import css from './avatar.module.css'

/** Initials of a person or company, where a name follows; without meaning of its own. */
export function Avatar({ name, size = 28 }: { name: string; size?: number }) {
  const words = name.trim().split(/\s+/)
  const initials = ((words[0]?.[0] ?? '') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : '')).toUpperCase()
  return (
    <span className={css.avatar} aria-hidden style={{ width: size, height: size, fontSize: size * 0.39 }}>
      {initials}
    </span>
  )
}
