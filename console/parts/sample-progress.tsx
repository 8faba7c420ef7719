import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useRead } from '../api/read.ts'
import { useSession } from '../api/session.tsx'
import { Progress } from '../ui/progress.tsx'
import { m } from '../ui/text.ts'
import css from './sample-progress.module.css'

/** How far the sample business is loaded; nothing once it is there. */
export function SampleProgress() {
  const { organization } = useSession()
  const client = useQueryClient()
  const sample = useRead('sample.read', {}, { enabled: organization.sample, everyMilliseconds: 1_500 })
  const state = sample.data?.state
  useEffect(() => {
    if (state === 'ready') void client.invalidateQueries({ queryKey: ['desk.readToday'] })
  }, [state, client])
  if (!organization.sample || !sample.data || state === 'ready' || state === 'none') return null
  const { done, total } = sample.data
  return (
    <div className={css.note} role="status">
      {state === 'failed' ? (
        <p>{m.today.sampleFailed()}</p>
      ) : (
        <>
          <p>
            <strong>{m.today.sampleLoading()}</strong>
          </p>
          <Progress share={total === 0 ? 0 : done / total} label={m.today.sampleProgress({ done, total })} />
        </>
      )}
    </div>
  )
}
