import { exampleOf } from '#platform/openapi'
import type { Operation, Parameter } from './api.ts'
import { SHOWN } from './shown.ts'

/** What the body of an example holds: the required fields, and those without which it would do nothing (`SHOWN`). */
function bodyExample({ body, operationId, method }: Operation): Record<string, unknown> | null {
  if (body === null || body.type !== 'application/json') return null
  const { required = [], properties = {} } = body.schema
  const whole = (body.example ?? {}) as Record<string, unknown>
  const asked = SHOWN[operationId] ?? {}
  const wanted = Object.keys(properties).filter((name) => required.includes(name) || name in asked)
  const names = wanted.length === 0 && method === 'PATCH' ? Object.keys(properties).slice(0, 1) : wanted
  const example = (name: string): unknown =>
    asked[name] ?? whole[name] ?? exampleOf(properties[name] as Parameters<typeof exampleOf>[0])
  return Object.fromEntries(names.map((name) => [name, example(name)]))
}

const EXAMPLE_ID = '01938c1e-7a00-7000-8000-000000000001'

const exampleFor = ({ operationId }: Operation, { name, schema }: Parameter): unknown =>
  SHOWN[operationId]?.[name] ?? exampleOf(schema as Parameters<typeof exampleOf>[0]) ?? EXAMPLE_ID

/** What stands in the places of the address, by name. */
const placesOf = (operation: Operation): Record<string, unknown> =>
  Object.fromEntries(
    operation.parameters.filter((each) => each.in === 'path').map((each) => [each.name, exampleFor(operation, each)]),
  )

/** The query that has to be there, or shows what the operation is for. */
const queryOf = (operation: Operation): Record<string, unknown> =>
  Object.fromEntries(
    operation.parameters
      .filter((each) => each.in === 'query' && (each.required || each.name in (SHOWN[operation.operationId] ?? {})))
      .map((each) => [each.name, exampleFor(operation, each)]),
  )

/** The address with an id in each place, and the query. */
function addressOf(operation: Operation): string {
  const places = placesOf(operation)
  const filled = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(places[name]))
  const query = Object.entries(queryOf(operation)).map(([name, value]) => [name, String(value)])
  return query.length > 0 ? `${filled}?${new URLSearchParams(query)}` : filled
}

/** Open to everybody, and does nothing without a session. */
const TAKES_SESSION = ['session.end']

/** A call of the operation with curl; `$KEPT`, `$KEY` and `$SESSION` stand for the address, the API key, and a member's session. */
export function curlOf(operation: Operation): string {
  const body = bodyExample(operation)
  const lines = [`curl${operation.method === 'GET' ? '' : ` -X ${operation.method}`} "$KEPT${addressOf(operation)}"`]
  if (operation.membersOnly || TAKES_SESSION.includes(operation.operationId)) lines.push('-b "kept=$SESSION"')
  else if (operation.permission !== null || operation.group === 'live') lines.push('-H "Authorization: Bearer $KEY"')
  if (operation.parameters.some((each) => each.in === 'header' && each.name === 'Idempotency-Key'))
    lines.push('-H "Idempotency-Key: $(uuidgen)"')
  if (body) lines.push("-H 'Content-Type: application/json'", `-d '${quoted(JSON.stringify(body, null, 2))}'`)
  if (operation.body?.type === 'application/octet-stream') lines.push('--data-binary @FILE')
  return lines.join(' \\\n  ')
}

/** For the shell, within single quotes. */
const quoted = (text: string): string => text.replaceAll("'", "'\\''")

/** The same call with kept/client; null for what it does not call: streams, files, what a key may not do. */
export function clientOf(operation: Operation): string | null {
  if (operation.membersOnly) return null
  if (operation.answer.type !== 'application/json' || operation.body?.type === 'application/octet-stream') return null
  const input = { ...placesOf(operation), ...queryOf(operation), ...bodyExample(operation) }
  const text = JSON.stringify(input, null, 2).replaceAll(/^(\s*)"(\w+)":/gm, '$1$2:')
  return `await kept.call('${operation.operationId}', ${text})`
}
