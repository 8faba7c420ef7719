import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { Clock } from '#platform/clock'
import { openContext, type Reaction } from '#platform/context'
import { type Database, statementsOf } from '#platform/db'
import { membersOnly, notPermitted, Refusal } from '#platform/errors'
import { canonicalJson } from '#platform/events'
import { flush, type IdempotencyRow, type Remembered, rememberedOutput } from '#platform/gate-queries'
import { newId } from '#platform/ids'
import { issuesOf } from '#platform/input-issues'
import type { Instance } from '#platform/instance'
import type { Log } from '#platform/log'
import type { Actor, DirectoryOperation, Operation } from '#platform/operation'
import { refusalOfDatabase } from '#platform/refusals'
import { noSpan, noTelemetry, type Span, type Telemetry } from '#platform/telemetry'
import { withTrace } from '#platform/traced-task'

export type RunOptions = {
  /** The same key again gives the same answer and changes nothing. */
  idempotencyKey?: string | undefined
  traceId?: string | undefined
}

export type Run = <I extends z.ZodType, O extends z.ZodType>(
  op: Operation<I, O>,
  actor: Actor,
  raw: unknown,
  options?: RunOptions,
) => Promise<z.output<O>>

/** As `Run`, for several inputs of one organization in one transaction, one after the other: all of them, or none. */
export type RunEach = <I extends z.ZodType, O extends z.ZodType>(
  op: Operation<I, O>,
  actor: Actor,
  calls: readonly { raw: unknown; idempotencyKey?: string | undefined }[],
) => Promise<z.output<O>[]>

export type RunNarrow = <I extends z.ZodType, O extends z.ZodType>(
  op: DirectoryOperation<I, O>,
  raw: unknown,
) => Promise<z.output<O>>

/** What just happened in an organization, for the live stream: hints, after the commit. */
export type Hint = {
  orgId: string
  events: { id: string; type: string; subject: string; about: string }[]
  tasks: boolean
}

/** A task that follows events in the organizations that have asked for it, and of the types that they asked for. */
export type Follower = {
  task: string
  /** Which types an organization asks for; null: none. */
  wants(orgId: string): Promise<((type: string) => boolean) | null>
}

export type Gate = { run: Run; runEach: RunEach; runNarrow: RunNarrow; instance: Instance }

/** The input of an operation, checked. @throws Refusal that names every place that is wrong. */
export function parseInput<I extends z.ZodType>(schema: I, raw: unknown): z.output<I> {
  const parsed = schema.safeParse(raw)
  if (parsed.success) return parsed.data
  const issues = issuesOf(parsed.error, raw)
  throw new Refusal('input/invalid', 'invalid', 'The input is not valid. Correct the fields in "issues".', {}, issues)
}

/** @throws access/members_only, access/forbidden */
export function refuseUnlessAllowed(
  op: { readonly permission: string; readonly membersOnly?: true },
  actor: Actor | null,
): void {
  if (op.membersOnly && !actor?.memberId) throw membersOnly()
  if (!actor?.may(op.permission)) throw notPermitted(op.permission)
}

type Call = { raw: unknown; idempotencyKey?: string | undefined }

/** A request that may come again: its key, and a hash of what it asks for. */
const repeatable = (key: string | undefined, raw: unknown): Remembered | null =>
  key === undefined ? null : { key, inputHash: createHash('sha256').update(canonicalJson(raw)).digest() }

/**
 * The single gate between every door and every operation: validates, checks permission, opens one transaction for the
 * actor's organization (read only for reads), runs, writes what was recorded, commits, traces.
 * @param deps.reactions event type → tasks that follow it, in every organization
 */
export function createGate(deps: {
  database: Database
  clock: Clock
  instance: Instance
  log: Log
  reactions?: ReadonlyMap<string, readonly Reaction[]>
  follower?: Follower
  onCommit?: (hint: Hint) => void
  telemetry?: Telemetry
}): Gate {
  const streamKey = deps.instance.keys.derive('stream')
  const reactions = deps.reactions ?? new Map<string, readonly Reaction[]>()
  const telemetry = deps.telemetry ?? noTelemetry

  const run: Run = async (op, actor, raw, options = {}) => {
    const [output] = await runTraced(op, actor, [{ raw, ...options }], options.traceId)
    return output as z.output<typeof op.output>
  }

  const runEach: RunEach = async (op, actor, calls) => (calls.length === 0 ? [] : runTraced(op, actor, calls))

  const runTraced = <I extends z.ZodType, O extends z.ZodType>(
    op: Operation<I, O>,
    actor: Actor,
    calls: readonly Call[],
    traceId?: string | undefined,
  ): Promise<z.output<O>[]> => {
    // What nobody asked for, such as the clock's look at each organization, is no trace of its own.
    const tracer = telemetry.tracer?.current() ? telemetry.tracer : undefined
    if (!tracer) return runOnce(op, actor, calls, traceId, noSpan)
    const attributes = { 'kept.operation': op.name, 'kept.effect': op.effect, 'kept.actor': actor.kind }
    return tracer.span({ name: op.name, attributes }, (span) =>
      runOnce(op, actor, calls, traceId, span).catch((error: unknown) => {
        if (error instanceof Refusal) span.set({ 'kept.outcome': 'refused', 'error.type': error.code })
        else span.fail()
        throw error
      }),
    )
  }

  const runOnce = async <I extends z.ZodType, O extends z.ZodType>(
    op: Operation<I, O>,
    actor: Actor,
    calls: readonly Call[],
    traceId: string | undefined,
    span: Span,
  ): Promise<z.output<O>[]> => {
    const started = performance.now()
    const inputs = calls.map(({ raw }) => parseInput(op.input, raw))
    refuseUnlessAllowed(op, actor)
    const write = op.effect === 'writes'
    const onces = calls.map(({ raw, idempotencyKey }) => (write ? repeatable(idempotencyKey, raw) : null))
    let hint: Hint | undefined
    let outcome: 'done' | 'refused' | 'failed' = 'done'
    let attempts = 0
    let statements = 0
    try {
      return await deps.database.asOrganization(actor.orgId, write, async (db) => {
        attempts++
        hint = undefined
        const now = deps.clock.now()
        const { ctx, recorded, follow } = openContext({ db, actor, now, instance: deps.instance, streamKey, reactions })
        const outputs: z.output<O>[] = []
        for (const input of inputs) outputs.push(op.output.parse(await op.run(ctx, input)))
        statements = statementsOf(db)
        if (!write) return outputs
        if (deps.follower && recorded.events.length > 0) {
          const wants = await deps.follower.wants(actor.orgId)
          for (const event of recorded.events) if (wants?.(event.type)) follow(event, deps.follower.task)
        }
        const memories = onces.flatMap((once, i): IdempotencyRow[] =>
          once === null
            ? []
            : [
                {
                  org_id: actor.orgId,
                  actor_id: actor.id,
                  key: once.key,
                  operation: op.name,
                  input_hash: once.inputHash,
                  output: JSON.stringify(withoutSecrets(op.shownOnce ?? [], outputs[i])),
                  created_at: now,
                },
              ],
        )
        const trace = telemetry.tracer?.current()?.traceparent
        const tasks = trace === undefined ? recorded.tasks : recorded.tasks.map((task) => withTrace(task, trace))
        flush(db, { ...recorded, tasks, memories })
        statements = statementsOf(db)
        const changes = recorded.events.map(({ id, type, subject, about }) => ({ id, type, subject, about }))
        hint = { orgId: actor.orgId, events: changes, tasks: recorded.tasks.length > 0 }
        return outputs
      })
    } catch (error) {
      hint = undefined
      // Repeated requests are rare: they show by what they run into, and only then is it looked up what was answered.
      // Of several, whoever asked asks for each alone.
      const once = onces.length === 1 ? (onces[0] ?? null) : null
      const remembered =
        once &&
        (await deps.database.asOrganization(actor.orgId, false, (db) => rememberedOutput(db, actor, op.name, once)))
      if (remembered) return [op.output.parse(remembered)]
      const refused = error instanceof Refusal ? error : refusalOfDatabase(error)
      outcome = refused ? 'refused' : 'failed'
      throw refused ?? error
    } finally {
      if (hint && (hint.events.length > 0 || hint.tasks)) deps.onCommit?.(hint)
      const elapsed = performance.now() - started
      telemetry.operation({ operation: op.name, outcome }, elapsed / 1000)
      span.set({ 'kept.outcome': outcome, 'kept.statements': statements, 'kept.attempts': attempts })
      const milliseconds = Math.round(elapsed)
      deps.log.debug({ operation: op.name, org: actor.orgId, actor: actor.kind, milliseconds, trace: traceId }, 'ran')
    }
  }

  const runNarrow: RunNarrow = async (op, raw) => {
    const input = parseInput(op.input, raw)
    const now = deps.clock.now()
    try {
      return await deps.database.asSystem(async (db) =>
        op.output.parse(await op.run({ db, now, instance: deps.instance, newId: () => newId(now) }, input)),
      )
    } catch (error) {
      throw refusalOfDatabase(error) ?? error
    }
  }

  return { run, runEach, runNarrow, instance: deps.instance }
}

const withoutSecrets = (names: readonly string[], output: unknown): unknown =>
  names.length === 0 ? output : { ...(output as object), ...Object.fromEntries(names.map((name) => [name, null])) }
