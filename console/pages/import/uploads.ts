import { api } from '../../api/call.ts'
import type { Output } from '../../api/contract.ts'
import { Problem } from '../../api/problem.ts'

type Import = Output<'imports.get'>

// The file chosen on one page is sent from the next; it does not outlive the tab.
const files = new Map<string, File>()

export const keepFile = (importId: string, file: File): void => void files.set(importId, file)
export const keptFile = (importId: string): File | undefined => files.get(importId)

const attempts = 4
const waitMilliseconds = 1500

/**
 * Sends the parts of a file that are missing, one after the other, each again where the line fails. Resolves with the
 * import as it stands after the last part; stops quietly when `signal` does.
 * @param onPart how many parts are there
 * @throws Problem when a part is refused, or does not get through
 */
export async function sendParts(
  one: Import,
  file: File,
  onPart: (present: number) => void,
  signal: AbortSignal,
): Promise<Import> {
  let last = one
  for (const n of one.missingParts) {
    const start = (n - 1) * one.partBytes
    const bytes = file.slice(start, Math.min(start + one.partBytes, file.size))
    last = await sendPart(one.id, n, bytes, signal)
    onPart(one.parts - last.missingParts.length)
  }
  return last
}

async function sendPart(id: string, n: number, bytes: Blob, signal: AbortSignal): Promise<Import> {
  for (let attempt = 1; ; attempt++)
    try {
      // The type of the operation is the server's Buffer; a browser sends a Blob.
      return await api('imports.uploadPart', { id, n, bytes: bytes as unknown as never }, { signal })
    } catch (error) {
      if (!(error instanceof Problem) || !error.mayRetry || attempt === attempts) throw error
      await new Promise((resolve) => setTimeout(resolve, waitMilliseconds * attempt))
    }
}
