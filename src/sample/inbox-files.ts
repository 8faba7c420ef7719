import { newId } from '#platform/ids'
import type { Storage } from '#platform/storage'
import { fileKey } from '#platform/storage'

/** What a customer of the sample attaches: where it drips, and what the meter showed at night. */
const PLAN = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 220" width="640" height="440">
<rect width="320" height="220" fill="#fff"/>
<path d="M20 20h280v180h-120v-14h106v-152h-252v152h86v14h-100z" fill="#3d4a4d"/>
<rect x="40" y="36" width="150" height="34" fill="#dfe7e8" stroke="#3d4a4d" stroke-width="2"/>
<rect x="84" y="41" width="40" height="24" rx="5" fill="#fff" stroke="#3d4a4d" stroke-width="2"/>
<circle cx="104" cy="53" r="3" fill="#3d4a4d"/>
<rect x="230" y="36" width="50" height="60" fill="#dfe7e8" stroke="#3d4a4d" stroke-width="2"/>
<circle cx="112" cy="80" r="17" fill="none" stroke="#a3195b" stroke-width="4"/>
<path d="M112 62c6 9 8 12 8 16a8 8 0 0 1-16 0c0-4 2-7 8-16z" fill="#2b7bb9"/>
</svg>
`
const READINGS = `time,litres
22:00,481203
00:00,481209
02:00,481215
04:00,481222
06:00,481228
`

export type InboxFiles = { id: string; name: string; mediaType: string; bytes: number; file: string }[]

/** Keeps the attachments of the sample's inbox; before the transaction in which they are written down. */
export async function keepInboxFiles(
  storage: Storage,
  orgId: string,
  now: Temporal.Instant,
  names: { sketch: string; readings: string },
): Promise<InboxFiles> {
  const kept: InboxFiles = []
  for (const [name, mediaType, text] of [
    [names.sketch, 'image/svg+xml', PLAN],
    [names.readings, 'text/csv', READINGS],
  ] as const) {
    const id = newId(now)
    const [file, content] = [fileKey(orgId, 'attachment', id), Buffer.from(text)]
    await storage.put(file, content)
    kept.push({ id, name, mediaType, bytes: content.length, file })
  }
  return kept
}
