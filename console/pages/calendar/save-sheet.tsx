import { Loader } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Input } from '../../api/contract.ts'
import { useWrite } from '../../api/write.ts'
import { w } from '../../parts/calendar-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Sheet, SheetBody, SheetFoot } from '../../ui/sheet.tsx'
import { m } from '../../ui/text.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { changesInWords } from './change-words.ts'
import { type Calendar, type Changes, movesClocks } from './draft.ts'
import css from './page.module.css'
import { type Preview, PreviewWords } from './preview-words.tsx'

interface Props {
  readonly input: Input<'calendars.update'>
  readonly version: number
  readonly changes: Changes
  readonly onSaved: (saved: Calendar) => void
  readonly onClose: () => void
}

/** Before a calendar is saved: what changes in it, and what that does to promises that run by it. */
export function SaveSheet({ input, version, changes, onSaved, onClose }: Props) {
  const save = useWrite('calendars.update')
  const { name: _, isDefault: __, ifVersion: ___, ...decisive } = input
  return (
    <Sheet title={w.preview.title()} lead={changesInWords(changes).join(' · ')} size={560} onClose={onClose}>
      {(close) => (
        <>
          <SheetBody>
            {movesClocks(changes) ? <PreviewOf input={decisive} /> : <p>{w.preview.onlyNames()}</p>}
            {save.problem && <Trouble error={save.problem} />}
          </SheetBody>
          <SheetFoot>
            <Action variant="default" onClick={close}>
              {w.preview.back()}
            </Action>
            <Action
              loading={save.pending}
              onClick={() =>
                void save.send(input, version).then((saved) => {
                  if (saved === null) return
                  onSaved(saved)
                  close()
                })
              }
            >
              {m.common.save()}
            </Action>
          </SheetFoot>
        </>
      )}
    </Sheet>
  )
}

/** Asks once what a change would do, and says it. */
export function PreviewOf({ input, children }: { input: Input<'promises.previewCalendar'>; children?: ReactNode }) {
  const preview = usePreview(input)
  if (preview.problem)
    return (
      <Trouble error={preview.problem} onRetry={preview.again}>
        {preview.problem.message}
      </Trouble>
    )
  if (!preview.answer)
    return (
      <p className={css.looking} role="status">
        <Loader size="sm" aria-hidden /> {w.preview.looking()}
      </p>
    )
  return (
    <>
      <PreviewWords preview={preview.answer} />
      {children}
    </>
  )
}

function usePreview(input: Input<'promises.previewCalendar'>) {
  const { send, problem, pending } = useWrite('promises.previewCalendar')
  const [answer, setAnswer] = useState<Preview | null>(null)
  const asked = useRef('')
  const text = JSON.stringify(input)
  const ask = () => {
    asked.current = text
    void send(input).then((found) => {
      if (asked.current === text) setAnswer(found)
    })
  }
  useEffect(() => {
    if (asked.current !== text) ask()
  })
  return { answer: pending ? null : answer, problem, again: ask }
}
