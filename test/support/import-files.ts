import { silentLog } from '#platform/log'
import type { Actor } from '#platform/operation'
import type { TwoOrganizations } from '#test/two-organizations'
import { cancelImport } from '../../src/modules/imports/cancel-import.ts'
import { checkImport } from '../../src/modules/imports/check-import.ts'
import { createImport } from '../../src/modules/imports/create-import.ts'
import { getImport } from '../../src/modules/imports/get-import.ts'
import { PART_BYTES } from '../../src/modules/imports/schemas.ts'
import { startImport } from '../../src/modules/imports/start-import.ts'
import { tasks } from '../../src/modules/imports/tasks.ts'
import { uploadPart } from '../../src/modules/imports/upload-part.ts'

/** Files imported through the operations, with the work in the background done in between. */
export function importFiles(world: TwoOrganizations) {
  const { gate } = world

  async function upload(text: string | Buffer, kind = 'requests', actor: Actor = world.member) {
    const bytes = Buffer.from(text)
    const made = await gate.run(createImport, actor, { name: 'file', bytes: bytes.length, kind: kind as 'requests' })
    let view = made
    for (let n = 1; n <= made.parts; n++)
      view = await gate.run(uploadPart, actor, {
        id: made.id,
        n,
        bytes: bytes.subarray((n - 1) * PART_BYTES, n * PART_BYTES),
      })
    return view
  }

  /** Runs what waits in the outbox of an organization, as the worker would. */
  async function work(orgId = world.ours, taskGate = gate): Promise<void> {
    for (;;) {
      const { rows } = await world.owner.query('delete from outbox where org_id = $1 returning task, data', [orgId])
      if (rows.length === 0) return
      const { signal } = new AbortController()
      for (const { task, data } of rows) {
        const known = tasks.find((one) => one.name === task)
        if (known) await known.run({ orgId, gate: taskGate, clock: world.clock, log: silentLog, signal }, data)
      }
    }
  }

  /** As `work`, but the process is killed when it would write its batch number `batches`, from 0. */
  async function workUntilKilled(operation: string, batches: number): Promise<void> {
    let written = 0
    const run = async (op: { name: string }, ...rest: unknown[]) => {
      if (op.name === operation && written++ === batches) throw new Error('killed')
      if (op.name === 'imports.fail') throw new Error('killed')
      return (gate.run as unknown as (...all: unknown[]) => unknown)(op, ...rest)
    }
    await work(world.ours, { ...gate, run: run as unknown as typeof gate.run }).then(
      () => {
        throw new Error('The work ended before it was killed.')
      },
      (error: Error) => {
        if (error.message !== 'killed') throw error
      },
    )
  }

  async function check(id: string, actor: Actor = world.member) {
    await gate.run(checkImport, actor, { id })
    await work(actor.orgId)
    return gate.run(getImport, actor, { id })
  }

  async function start(id: string, actor: Actor = world.member) {
    await gate.run(startImport, actor, { id })
    await work(actor.orgId)
    return gate.run(getImport, actor, { id })
  }

  async function whole(text: string | Buffer, kind = 'requests', actor: Actor = world.member) {
    const { id } = await upload(text, kind, actor)
    await check(id, actor)
    return start(id, actor)
  }

  /** The work goes on as the task library would have it: the same task once more. */
  async function again(id: string): Promise<void> {
    const task = tasks.find((one) => one.name === 'imports.import_file')
    const { signal } = new AbortController()
    await task?.run({ orgId: world.ours, gate, clock: world.clock, log: silentLog, signal }, { importId: id })
  }

  const cancel = (id: string) => gate.run(cancelImport, world.member, { id })

  return { upload, work, workUntilKilled, check, start, whole, again, cancel }
}
