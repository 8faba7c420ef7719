import { z } from 'zod'
import { countImported, importedAndTouched } from '#modules/customers'
import { countImportedRequests, importedAndBuiltOn, importedCustomersOfOthers } from '#modules/requests'
import { type Context, operation } from '#platform/operation'
import { builtOn, importNotFound, wrongState } from './errors.ts'
import { changeImport, deleteBadRows, deleteParts, findImport, lockImport } from './queries.ts'
import { runStateOf, storedRunState, undoBegun } from './run-state.ts'
import { importId, importView } from './schemas.ts'
import { viewOf } from './view.ts'

/** Examples of what stands in the way: more say nothing more. */
const MOST_EXAMPLES = 5

const count = (description: string, example: number) =>
  z
    .number()
    .int()
    .min(0)
    .meta({ description, examples: [example] })

const undoPreview = z.object({
  requests: count('Requests that go, each with the promise that its target was.', 58_248),
  customers: count('Customers that go, with their contacts.', 1_204),
  contacts: count('Contacts that go of customers that stay.', 12),
  completed: count('Customers and contacts whose filled fields are emptied again, where nobody changed them since.', 3),
  builtOn: z
    .array(
      z.object({
        kind: z.enum(['request', 'customer']),
        id: z.uuid(),
        name: z.string().meta({ examples: ['#1042 Street light out'] }),
      }),
    )
    .meta({ description: `Examples, ${MOST_EXAMPLES} at most, of what was built on. Empty: it can be undone.` }),
})

async function previewOf(ctx: Context, id: string): Promise<z.output<typeof undoPreview>> {
  const { db, orgId } = ctx
  const [requests, made, changed, touched, used] = await Promise.all([
    countImportedRequests(db, orgId, id),
    countImported(db, orgId, id),
    importedAndBuiltOn(db, orgId, id, MOST_EXAMPLES),
    importedAndTouched(db, orgId, id, MOST_EXAMPLES),
    importedCustomersOfOthers(db, orgId, id, MOST_EXAMPLES),
  ])
  const customers = new Map([...touched, ...used].map((one) => [one.id, one.name]))
  return {
    requests,
    ...made,
    builtOn: [
      ...changed.map((one) => ({ kind: 'request' as const, id: one.id, name: `#${one.number} ${one.subject}` })),
      ...[...customers].map(([id, name]) => ({ kind: 'customer' as const, id, name })),
    ].slice(0, MOST_EXAMPLES),
  }
}

export const previewUndo = operation({
  name: 'imports.previewUndo',
  effect: 'reads',
  permission: 'imports.read',
  summary: 'What undoing an import takes back, and what stands in the way',
  input: z.strictObject({ id: importId }),
  output: undoPreview,
  async run(ctx, { id }) {
    if (!(await findImport(ctx.db, ctx.orgId, id))) throw importNotFound()
    return previewOf(ctx, id)
  },
})

/**
 * Takes back all that an import made, in the background, as long as nothing was built on it. The file, where it is still
 * there, and its bad rows are deleted.
 */
export const undoImport = operation({
  name: 'imports.undo',
  effect: 'writes',
  permission: 'imports.start',
  summary: 'Take back all that an import made, while nothing was built on it',
  input: z.strictObject({ id: importId }),
  output: importView,
  async run(ctx, { id }) {
    const row = await lockImport(ctx.db, ctx.orgId, id)
    if (!row) throw importNotFound()
    if (row.state === 'undoing' || row.state === 'undone') return viewOf(row)
    const state = runStateOf(row)
    const begun = state.undo !== null || row.rows_imported > 0 || state.completed > 0
    if ((row.state !== 'done' && row.state !== 'cancelled') || !begun)
      throw wrongState(
        row.state,
        'Only an import that has brought something can be undone, once it has ended or stopped.',
      )
    if (state.undo === null) {
      const { builtOn: examples } = await previewOf(ctx, id)
      if (examples.length > 0) throw builtOn(examples)
    }
    await deleteParts(ctx.db, ctx.orgId, [id])
    await deleteBadRows(ctx.db, ctx.orgId, id)
    const changed = await changeImport(ctx.db, ctx.orgId, id, {
      state: 'undoing',
      failure: null,
      bad_rows_kept: false,
      resume: storedRunState({ ...state, attempt: null, position: null, undo: state.undo ?? undoBegun }),
    })
    ctx.later({ name: 'imports.undo_import', data: { importId: id } })
    ctx.record({ type: 'import.undo_asked', subject: `import:${id}`, data: {} })
    return viewOf(changed)
  },
})
