import { type RefObject, useEffect, useRef, useState } from 'react'

interface OpenedAtOnce {
  readonly target: RefObject<HTMLButtonElement | null>
  readonly opened: boolean
  readonly onChange: (opened: boolean) => void
}

/** For what is fetched when its button is pressed: it opens as soon as it is there, and gives the focus back to the button. */
export function useOpenedAtOnce(): OpenedAtOnce {
  const target = useRef<HTMLButtonElement>(null)
  const [opened, onChange] = useState(false)
  useEffect(() => {
    // What opens gives the focus back to what had it then.
    target.current?.focus()
    onChange(true)
  }, [])
  return { target, opened, onChange }
}
