import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { PortalDeps } from './deps.ts'
import { loadTracking } from './load-tracking.ts'
import type { Visit } from './visit.ts'

const BEAT_MS = 20_000
/** After this the browser connects anew, so that a forgotten page costs nothing for ever. */
const LONGEST_MS = 30 * 60_000

/** Server-sent events named "change" whenever something about the page's matter happened; what, the page reads anew. */
export async function liveStream(c: Context, deps: PortalDeps, visit: Visit): Promise<Response> {
  const { about } = await loadTracking(deps, visit, null)
  c.header('x-accel-buffering', 'no')
  return streamSSE(c, async (stream) => {
    let changed = false
    let wake = (): void => {}
    const leave = deps.live.subscribe(visit.ids.orgId, (change) => {
      if (change.about !== about) return
      changed = true
      wake()
    })
    stream.onAbort(() => wake())
    try {
      await stream.writeSSE({ event: 'ready', data: '' })
      for (let waited = 0; waited < LONGEST_MS && !stream.aborted; ) {
        if (changed) {
          changed = false
          await stream.writeSSE({ event: 'change', data: '' })
        }
        const quiet = await new Promise<boolean>((resolve) => {
          const timer = setTimeout(() => resolve(true), BEAT_MS)
          wake = () => {
            clearTimeout(timer)
            resolve(false)
          }
          if (changed || stream.aborted) wake()
        })
        if (!quiet) continue
        waited += BEAT_MS
        // A link that has been switched off hears nothing more.
        const open = await loadTracking(deps, visit, null).catch(() => null)
        if (open === null) return
        if (!stream.aborted) await stream.write(': still here\n\n')
      }
    } finally {
      leave()
    }
  })
}
