import { exampleOf } from '#platform/openapi'
import type { Operation, Parameter } from './api.ts'

/** An example's required fields alone, so that it is short. */
function bodyExample({ body }: Operation): Record<string, unknown> | null {
  if (body === null || body.type !== 'application/json') return null
  const { required = [] } = body.schema
  const whole = (body.example ?? {}) as Record<string, unknown>
  const short = Object.fromEntries(Object.entries(whole).filter(([name]) => required.includes(name)))
  return Object.keys(short).length > 0 ? short : whole
}

const EXAMPLE_ID = '01938c1e-7a00-7000-8000-000000000001'

const exampleFor = ({ schema }: Parameter): unknown =>
  exampleOf(schema as Parameters<typeof exampleOf>[0]) ?? EXAMPLE_ID

/** What stands in the places of the address, by name. */
const placesOf = ({ parameters }: Operation): Record<string, unknown> =>
  Object.fromEntries(parameters.filter((each) => each.in === 'path').map((each) => [each.name, exampleFor(each)]))

/** The address with an id in each place, and the query that has to be there. */
function addressOf(operation: Operation): string {
  const { path, parameters } = operation
  const places = placesOf(operation)
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(places[name]))
  const query = parameters
    .filter((each) => each.in === 'query' && each.required)
    .map((each) => [each.name, String(exampleFor(each))])
  return query.length > 0 ? `${filled}?${new URLSearchParams(query)}` : filled
}

/** A call of the operation with curl; `$KEPT` and `$KEY` stand for the address and the API key. */
export function curlOf(operation: Operation): string {
  const body = bodyExample(operation)
  const lines = [`curl${operation.method === 'GET' ? '' : ` -X ${operation.method}`} "$KEPT${addressOf(operation)}"`]
  if (operation.permission !== null || operation.group === 'live') lines.push('-H "Authorization: Bearer $KEY"')
  if (body) lines.push("-H 'Content-Type: application/json'", `-d '${quoted(JSON.stringify(body, null, 2))}'`)
  if (operation.body?.type === 'application/octet-stream') lines.push('--data-binary @FILE')
  return lines.join(' \\\n  ')
}

/** For the shell, within single quotes. */
const quoted = (text: string): string => text.replaceAll("'", "'\\''")

/** The same call with kept/client; null for what it does not call: streams, files. */
export function clientOf(operation: Operation): string | null {
  if (operation.answer.type !== 'application/json' || operation.body?.type === 'application/octet-stream') return null
  const query = new URL(addressOf(operation), 'http://kept').searchParams
  const input = { ...placesOf(operation), ...Object.fromEntries(query), ...bodyExample(operation) }
  const text = JSON.stringify(input, null, 2).replaceAll(/^(\s*)"(\w+)":/gm, '$1$2:')
  return `await kept.call('${operation.operationId}', ${text})`
}
