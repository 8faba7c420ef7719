import { z } from 'zod'
import type { Route } from '#platform/routes'

type Schema = Record<string, unknown> & {
  type?: string | string[]
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  examples?: unknown[]
  enum?: unknown[]
  required?: string[]
  format?: string
}

const FORMATS: Record<string, unknown> = {
  uuid: '01938c1e-7a00-7000-8000-000000000001',
  'date-time': '2026-11-26T15:00:00Z',
  date: '2026-11-26',
  email: 'ana@example.com',
  uri: 'https://example.com/',
}

/** JSON Schema (2020-12, as OpenAPI 3.1 uses it) of an operation's input or output. */
export const jsonSchema = (type: z.ZodType, io: 'input' | 'output'): Schema => {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io, unrepresentable: 'any', cycles: 'throw' }) as Schema
  return schema
}

/**
 * An example composed from what the schema says: its own example, else its parts'. Undefined where a part has none:
 * the test of examples names it.
 */
export function exampleOf(schema: Schema): unknown {
  if (schema.examples?.length) return schema.examples[0]
  if ('const' in schema) return schema.const
  if (schema.enum?.length) return schema.enum[0]
  if (schema.default !== undefined) return schema.default
  if (typeof schema.format === 'string' && schema.format in FORMATS) return FORMATS[schema.format]
  const variants = schema.anyOf ?? schema.oneOf
  if (variants) return variants.map(exampleOf).find((example) => example !== undefined)
  if (schema.type === 'object') {
    const entries = Object.entries(schema.properties ?? {})
    return Object.fromEntries(entries.map(([key, inner]) => [key, exampleOf(inner)]))
  }
  if (schema.type === 'array') {
    const item = schema.items ? exampleOf(schema.items) : undefined
    return item === undefined ? [] : [item]
  }
  if (schema.type === 'boolean') return true
  if (schema.type === 'integer' || schema.type === 'number')
    return typeof schema.minimum === 'number' ? schema.minimum : 1
  if (schema.type === 'null') return null
  return undefined
}

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'traceId'],
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable: decide on this.' },
    detail: { type: 'string', description: 'One sentence that says what to do.' },
    issues: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'code', 'message'],
        properties: {
          path: { type: 'string' },
          code: { type: 'string', description: 'Stable: decide on this.' },
          message: { type: 'string' },
          details: { type: 'object', description: 'Figures that the message names, for a message of your own.' },
        },
      },
    },
    traceId: { type: 'string' },
  },
}

const HEADERS = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    schema: { type: 'string', maxLength: 255 },
    description: 'The same key with the same request gives the same answer and changes nothing again.',
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    schema: { type: 'string' },
    description: 'The ETag that was read; 412 when the record has changed since.',
  },
}

const MEMBERS_ONLY = 'For members who are signed in: an API key is refused with `access/members_only`.'

function describeRoute({ method, path, op, options }: Route): Record<string, unknown> {
  const input = jsonSchema(op.input, 'input')
  const membersOnly = 'membersOnly' in op && op.membersOnly === true
  const names = [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')
  const properties = input.properties ?? {}
  const parameters: unknown[] = names.map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: properties[name] ?? { type: 'string' },
  }))
  const rest = Object.entries(properties).filter(
    ([name]) => !names.includes(name) && name !== 'ifVersion' && !(name === 'bytes' && options.bytes !== undefined),
  )
  const required = (input.required ?? []).filter((name) => rest.some(([key]) => key === name))
  if (method === 'get')
    for (const [name, schema] of rest) parameters.push({ name, in: 'query', required: required.includes(name), schema })
  else if (!('scope' in op)) parameters.push({ $ref: '#/components/parameters/IdempotencyKey' })
  if ('ifVersion' in properties) parameters.push({ $ref: '#/components/parameters/IfMatch' })
  const body = { ...input, properties: Object.fromEntries(rest), required }
  const output = jsonSchema(op.output, 'output')
  const example = exampleOf(input)
  const bodyExample =
    typeof example === 'object' && example !== null
      ? Object.fromEntries(
          Object.entries(example).filter(([key, value]) => rest.some(([name]) => name === key) && value !== undefined),
        )
      : example
  const content =
    options.contentType === undefined
      ? { 'application/json': { schema: output, example: exampleOf(output) } }
      : { [options.contentType]: { schema: { type: 'string' }, example: exampleOf(output) } }
  return {
    operationId: op.name,
    summary: op.summary,
    ...(membersOnly ? { description: MEMBERS_ONLY, security: [{ session: [] }] } : {}),
    tags: [op.name.split('.')[0]],
    ...('permission' in op ? { 'x-permission': op.permission } : { security: [] }),
    parameters,
    ...(method === 'get' || (rest.length === 0 && options.bytes === undefined)
      ? {}
      : {
          requestBody: {
            required: true,
            content:
              options.bytes === undefined
                ? { 'application/json': { schema: body, example: bodyExample } }
                : { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
          },
        }),
    responses: {
      [options.status ?? 200]: { description: op.summary, content },
      default: { $ref: '#/components/responses/Problem' },
    },
  }
}

const LIVE = {
  get: {
    operationId: 'live.stream',
    summary: 'What happens in the organization, as server-sent events',
    tags: ['live'],
    responses: {
      200: {
        description:
          'Events named "change": {"type","subject","about"}. Read the resource again; nothing else is promised.',
        content: { 'text/event-stream': { schema: { type: 'string' } } },
      },
      default: { $ref: '#/components/responses/Problem' },
    },
  },
}

/** The OpenAPI 3.1 description of the route table. */
export function openApi(routes: readonly Route[], version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = { '/v1/stream': LIVE }
  for (const entry of routes) {
    const path = entry.path.replaceAll(/:(\w+)(\{[^}]*\})?/g, '{$1}')
    paths[path] = { ...paths[path], [entry.method]: describeRoute(entry) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kept',
      version,
      description:
        'Everything the console does. Instants are RFC 3339 in UTC, money is integer minor units, errors are problem documents (RFC 9457).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ apiKey: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'kept' },
      },
      parameters: HEADERS,
      responses: {
        Problem: { description: 'A problem document', content: { 'application/problem+json': { schema: PROBLEM } } },
      },
    },
  }
}
