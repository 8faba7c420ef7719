import { useEffect, useRef, useState } from 'react'
import { client } from '../../api/read.ts'
import { i } from '../../parts/import-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Section } from '../../ui/page.tsx'
import { Progress } from '../../ui/progress.tsx'
import { percent } from '../../ui/time.ts'
import { Trouble } from '../../ui/trouble.tsx'
import css from './page.module.css'
import type { Import } from './page.tsx'
import { keepFile, keptFile, sendParts } from './uploads.ts'

/** Sends the file in parts. After a reload the same file is chosen again, and only what is missing is sent. */
export function Upload({ one }: { one: Import }) {
  const [file, setFile] = useState(keptFile(one.id))
  const [present, setPresent] = useState(one.parts - one.missingParts.length)
  const [error, setError] = useState<unknown>(null)
  const [round, setRound] = useState(0)
  const input = useRef<HTMLInputElement>(null)
  const begun = useRef(one)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round starts the upload again after a failure
  useEffect(() => {
    if (!file) return
    const stop = new AbortController()
    setError(null)
    sendParts(begun.current, file, setPresent, stop.signal)
      .then((last) => {
        client.setQueryData(['imports.get', { id: last.id }], last)
        return client.invalidateQueries({ queryKey: ['imports.list'] })
      })
      .catch((failure: unknown) => {
        if (!stop.signal.aborted) setError(failure)
      })
    return () => stop.abort()
  }, [file, round])

  function choose(chosen: File | undefined): void {
    if (!chosen) return
    if (chosen.size !== one.bytes) {
      setError(new Error('size'))
      return
    }
    keepFile(one.id, chosen)
    setFile(chosen)
  }

  return (
    <Section title={i.step.upload()}>
      <div className={css.stack}>
        <Progress share={present / one.parts} label={i.uploaded({ share: percent(present / one.parts) })} />
        {!file && (
          <>
            <p className={css.quiet}>{i.chooseAgain({ name: one.name })}</p>
            <div>
              <Action variant="default" onClick={() => input.current?.click()}>
                {i.choose()}
              </Action>
              <input
                ref={input}
                type="file"
                className={css.input}
                tabIndex={-1}
                aria-label={i.choose()}
                onChange={(event) => choose(event.currentTarget.files?.[0])}
              />
            </div>
          </>
        )}
        {error instanceof Error && error.message === 'size' ? (
          <Trouble>{i.otherFile()}</Trouble>
        ) : (
          error !== null && <Trouble error={error} onRetry={() => setRound(round + 1)} />
        )}
      </div>
    </Section>
  )
}
