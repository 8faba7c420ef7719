import type { z } from 'zod'
import type { Tx } from '#platform/db'
import type { Instance } from '#platform/instance'

export type Role = 'owner' | 'lead' | 'frontline' | 'viewer'

export type Actor = {
  kind: 'member' | 'apiKey' | 'customer' | 'system'
  /** Member id, API key id, contact or link id, or the name of the clock or task. */
  id: string
  orgId: string
  role: Role | null
  memberId: string | null
  /** The session a member came with. */
  sessionId?: string
  may(permission: string): boolean
}

export type EventInput = {
  /** Past tense, `thing.happened`. */
  type: string
  /** What it happened to: `promise:ID`. */
  subject: string
  /** The matter it belongs to (a request's timeline): `request:ID`. Default: the subject. */
  about?: string
  /** No personal text: ids, instants, numbers, codes. */
  data: Record<string, unknown>
}

export type StreamedEvent = EventInput & {
  /** Personal text, kept beside the event and erasable; the event holds its salted digest. */
  text?: Record<string, unknown>
}

/** Where a hashed stream of events ends: sequence number and hash of the last link. */
export type StreamHead = { seq: number; hash: Buffer }

export type TaskInput = {
  /** `module.verb_noun`, as in the module's tasks.ts. */
  name: string
  data: Record<string, unknown>
  runAt?: Temporal.Instant
}

/** What every operation is given. Events and tasks are written with the change, just before the commit. */
export type Context = {
  db: Tx
  orgId: string
  actor: Actor
  now: Temporal.Instant
  instance: Instance
  newId(): string
  /** Appends to the organization's events: the audit log, the live stream, what reactions see. */
  record(event: EventInput): void
  /** Appends to a hashed stream after `head` (null starts one) and returns its new head, to be stored by the caller. */
  recordInStream(stream: string, head: StreamHead | null, event: StreamedEvent): StreamHead
  /** A task for after the commit, at least once. */
  later(task: TaskInput): void
}

/** Context of the few operations that run before an organization is known. */
export type DirectoryContext = Pick<Context, 'db' | 'now' | 'newId' | 'instance'>

export type Operation<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Name extends string = string,
> = {
  /** `module.verbNoun`; with `permission` it is what roles and scopes are made of. */
  name: Name
  effect: 'reads' | 'writes'
  permission: string
  summary: string
  input: Input
  output: Output
  /** About the member who is signed in and has no meaning for an API key: the gate refuses whoever is no member. */
  membersOnly?: true
  /** Secrets in the output: never stored, so that they are null when the same request is repeated. */
  shownOnce?: readonly string[]
  // Methods, not properties: the gate takes every operation without losing its types.
  run(ctx: Context, input: z.output<Input>): Promise<z.input<Output>>
}

export type DirectoryOperation<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Name extends string = string,
> = Omit<Operation<Input, Output, Name>, 'permission' | 'membersOnly' | 'shownOnce' | 'run'> & {
  scope: 'directory'
  run(ctx: DirectoryContext, input: z.output<Input>): Promise<z.input<Output>>
}

/** Declares an operation: data plus one ordinary function. */
export const operation = <I extends z.ZodType, O extends z.ZodType, const N extends string>(
  definition: Operation<I, O, N>,
): Operation<I, O, N> => definition

/** What an operation about the caller's own is given: whoever calls is a member. */
export type MemberContext = Context & { actor: Actor & { memberId: string } }

/** Declares an operation for members only. */
export const memberOperation = <I extends z.ZodType, O extends z.ZodType, const N extends string>(
  definition: Omit<Operation<I, O, N>, 'membersOnly' | 'run'> & {
    run(ctx: MemberContext, input: z.output<I>): Promise<z.input<O>>
  },
): Operation<I, O, N> & { membersOnly: true } => ({ ...definition, membersOnly: true })

/** Declares an operation that has no organization yet: sign-in, link look-up, creating an organization. */
export const directoryOperation = <I extends z.ZodType, O extends z.ZodType, const N extends string>(
  definition: DirectoryOperation<I, O, N>,
): DirectoryOperation<I, O, N> => definition

/** The actor of clocks, tasks and imports: may do everything within one organization. */
export const systemActor = (orgId: string, id: string): Actor => ({
  kind: 'system',
  id,
  orgId,
  role: null,
  memberId: null,
  may: () => true,
})
