import css from './avatar.module.css'

/** Initials of a person or company, where a name follows; without meaning of its own. */
export function Avatar({ name, size = 28 }: { name: string; size?: number }) {
  // Words that begin with a letter or digit: a sign or emoji is no initial.
  const words = name.match(/(?<![\p{L}\p{M}\p{N}])[\p{L}\p{N}]/gu) ?? []
  const initials = ((words[0] ?? '') + (words.length > 1 ? (words.at(-1) ?? '') : '')).toUpperCase()
  return (
    <span className={css.avatar} aria-hidden style={{ width: size, height: size, fontSize: size * 0.39 }}>
      {initials}
    </span>
  )
}
