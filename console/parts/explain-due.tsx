import { IconHelpCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { Action } from '../ui/action.tsx'
import { fetched } from '../ui/fetched.tsx'
import { m } from '../ui/text.ts'
import type { PromiseData } from './promise-data.ts'

// Fetched when somebody asks: most people only read the date.
const DueExplanation = fetched(() => import('./due-explanation.tsx'), 'DueExplanation')

/** "Why this date?": opens how the due instant of a promise comes about. */
export function ExplainDue({ promise }: { promise: PromiseData }) {
  const [asked, setAsked] = useState(false)
  return (
    <>
      <Action
        size="compact-xs"
        variant="subtle"
        leftSection={<IconHelpCircle size={14} stroke={1.8} aria-hidden />}
        style={{ marginInlineStart: -8, justifySelf: 'start' }}
        onClick={() => setAsked(true)}
      >
        {m.explain.open()}
      </Action>
      {asked && <DueExplanation promise={promise} onClose={() => setAsked(false)} />}
    </>
  )
}
