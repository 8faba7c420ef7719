import type { Context } from '#platform/operation'
import { IMPORT_UNDONE } from './evidence.ts'
import { deleteImportedPromises, importedPromisesAbout } from './import-queries.ts'

/**
 * Takes back promises of basis *imported* about these matters, about 1,000 at a time: the stream of each gets a last link and
 * stays, its row goes. Those that are followed, or more than their import, are left alone.
 * @returns how many were taken back
 */
export async function undoImportedPromises(ctx: Context, importId: string, abouts: readonly string[]): Promise<number> {
  const rows = await importedPromisesAbout(ctx.db, ctx.orgId, abouts)
  for (const { id, about, chain_seq, chain_hash } of rows) {
    if (chain_seq === null || chain_hash === null) continue
    const head = { seq: chain_seq, hash: chain_hash }
    const subject = `promise:${id}`
    ctx.recordInStream(id, head, { type: IMPORT_UNDONE, subject, about, data: { importId } })
  }
  await deleteImportedPromises(
    ctx.db,
    ctx.orgId,
    rows.map(({ id }) => id),
  )
  return rows.length
}
