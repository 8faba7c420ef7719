import { route } from '#platform/http'
import { readRules } from './read-rules.ts'
import { updateRules } from './update-rules.ts'

export const routes = [
  route('get', '/v1/promise-rules', readRules),
  route('put', '/v1/promise-rules', updateRules),
] as const
