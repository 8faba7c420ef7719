import { route } from '#platform/http'
import { readToday } from './read-today.ts'

export const routes = [route('get', '/v1/today', readToday)] as const
