import type { Context as HonoContext } from 'hono'
import type { z } from 'zod'
import type { Gate } from '#platform/gate'
import type { Actor, DirectoryOperation, Operation } from '#platform/operation'
import type { PresenceBook } from '#platform/presence'
import type { RateLimit } from '#platform/rate-limit'
import type { Storage } from '#platform/storage'

/** Who a request comes from; null for a stranger. It may renew a cookie on the answer; with null that has left. */
export type Authenticate = (request: Request, c: HonoContext | null) => Promise<Actor | null>

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** What a door knows of the caller besides the input. */
export type Visit = {
  address: string
  userAgent: string
  traceId: string
  actor: Actor | null
  now: Temporal.Instant
  /** Who the caller is by now, for an answer that takes long. */
  again(): Promise<Actor | null>
  /** Logs what went wrong after the answer has begun. */
  fault(error: unknown): void
  /** Adds a header to the answer: a cookie that no script may read has no other way out. */
  setHeader(name: string, value: string): void
}

export type Door = Gate & { rateLimit: RateLimit; storage: Storage; presence: PresenceBook; visit: Visit }

/** An operation made of others, open to callers who are not signed in (sign-in is one) unless it names a permission. */
export type DoorOperation<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Name extends string = string,
> = Omit<Operation<Input, Output, Name>, 'permission' | 'shownOnce' | 'run'> & {
  scope: 'door'
  permission?: string
  run(door: Door, input: z.output<Input>): Promise<z.input<Output>>
}

export const doorOperation = <I extends z.ZodType, O extends z.ZodType, const N extends string>(
  definition: DoorOperation<I, O, N>,
): DoorOperation<I, O, N> => definition

export type AnyOperation = Operation | DirectoryOperation | DoorOperation

export type RouteOptions<Output> = {
  /** Default 200; 201 for what is created, 202 for what goes on in the background. */
  status?: 200 | 201 | 202
  /** Attempts an address may make at this door. Every door that takes a credential has one. */
  limit?: { max: number; seconds: number }
  /** The body is bytes, handed over as `input.bytes`; at most this many. */
  bytes?: number
  /** Turns the output into something else than JSON, or adds a cookie (then return undefined). */
  respond?: (c: HonoContext, output: Output) => Response | undefined
  /** Media type of `respond`'s body, for the API description. */
  contentType?: string
}

export type Route<M extends Method = Method, P extends string = string, O extends AnyOperation = AnyOperation> = {
  method: M
  path: P
  op: O
  options: RouteOptions<unknown>
}

/** One line of the route table. Parameters, query and JSON body become one input object. */
export const route = <const M extends Method, const P extends string, O extends AnyOperation>(
  method: M,
  path: P,
  op: O,
  options: RouteOptions<z.output<O['output']>> = {},
): Route<M, P, O> => ({ method, path, op, options: options as RouteOptions<unknown> })

/** The API as types, by operation name, for a type-only import: `Api['promises.keep']['input']`. */
export type ApiOf<Routes extends readonly Route[]> = {
  [R in Routes[number] as R['op']['name']]: { input: z.input<R['op']['input']>; output: z.output<R['op']['output']> }
}
