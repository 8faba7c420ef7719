import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { Action } from './action.tsx'
import css from './copy.module.css'
import { m } from './text.ts'

/** Copies a text; false where the browser does not let the page. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

/** A text to be taken along, with a button that copies it. */
export function CopyBox({ text }: { text: string }) {
  const [done, setDone] = useState(false)
  return (
    <div className={css.box}>
      <code className={css.text}>{text}</code>
      <Action
        variant="default"
        size="xs"
        leftSection={done ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
        onClick={() => void copy(text).then(setDone)}
      >
        {done ? m.common.copied() : m.common.copy()}
      </Action>
    </div>
  )
}
