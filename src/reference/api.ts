import type { Schema } from './fields.ts'

export type Parameter = {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  description?: string
  schema: Schema
}
type Content = Readonly<Record<string, { schema: Schema; example?: unknown }>>

export type Operation = {
  operationId: string
  summary: string
  method: string
  path: string
  group: string
  permission: string | null
  /** Taken with the session of a member, not with an API key. */
  membersOnly: boolean
  parameters: readonly Parameter[]
  body: { type: string; schema: Schema; example: unknown } | null
  answer: { status: string; type: string; schema: Schema; example: unknown }
}

type Raw = {
  operationId: string
  summary: string
  tags: readonly string[]
  'x-permission'?: string
  /** The ways of saying who calls; default: an API key, or a session. */
  security?: readonly Readonly<Record<string, readonly string[]>>[]
  parameters?: readonly (Parameter | { $ref: string })[]
  requestBody?: { content: Content }
  responses: Readonly<Record<string, { content?: Content }>>
}

export type Description = {
  paths: Readonly<Record<string, Readonly<Record<string, Raw>>>>
  components: { parameters: Readonly<Record<string, Parameter>> }
}

const contentOf = (content: Content | undefined) => {
  const [type = 'application/json', { schema = {}, example } = {}] = Object.entries(content ?? {})[0] ?? []
  return { type, schema, example }
}

/** The operations of an OpenAPI description, those of one resource together, in the order of their addresses. */
export function operationsOf({ paths, components }: Description): Operation[] {
  const known = (parameter: Parameter | { $ref: string }): Parameter => {
    if (!('$ref' in parameter)) return parameter
    const found = components.parameters[parameter.$ref.split('/').at(-1) ?? '']
    if (!found) throw new Error(`The description of the API has no ${parameter.$ref}`)
    return found
  }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]) => {
      const [status = '200', answer] = Object.entries(raw.responses)[0] ?? []
      return {
        operationId: raw.operationId,
        summary: raw.summary,
        method: method.toUpperCase(),
        path,
        group: raw.tags[0] ?? 'other',
        permission: raw['x-permission'] ?? null,
        membersOnly: raw.security?.length === 1 && 'session' in (raw.security[0] ?? {}),
        parameters: (raw.parameters ?? []).map(known),
        body: raw.requestBody ? contentOf(raw.requestBody.content) : null,
        answer: { status, ...contentOf(answer?.content) },
      }
    }),
  )
}

/** Groups in the order in which people meet them; one that is not here comes after them. */
const GROUPS: Readonly<Record<string, string>> = {
  promises: 'Promises',
  requests: 'Requests',
  customers: 'Customers',
  contacts: 'Contacts',
  conversations: 'Links and messages',
  policies: 'Policies',
  forecast: 'Forecast',
  promiseRules: 'Rules of promising',
  defaultSteps: 'Default steps',
  calendars: 'Calendars',
  teams: 'Teams',
  services: 'Services',
  desk: 'Today and search',
  imports: 'Imports',
  savedViews: 'Saved views',
  bulkChanges: 'Bulk changes',
  notifications: 'Notifications',
  webhooks: 'Webhooks',
  live: 'Live stream',
  events: 'Audit log',
  organizations: 'Organization',
  members: 'Members',
  apiKeys: 'API keys',
  session: 'Session',
  sessions: 'Sessions',
  account: 'Account',
  signInLinks: 'Sign-in links',
  tasks: 'Background work',
  sample: 'Sample business',
}

export type Group = { name: string; title: string; operations: readonly Operation[] }

export function groupsOf(operations: readonly Operation[]): Group[] {
  const byName = Map.groupBy(operations, ({ group }) => group)
  const order = Object.keys(GROUPS)
  const place = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length)
  return [...byName]
    .sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1))
    .map(([name, own]) => ({ name, title: GROUPS[name] ?? name, operations: own }))
}
