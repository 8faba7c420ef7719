import { route } from '#platform/http'
import { readSample } from './progress.ts'

export const routes = [route('get', '/v1/sample', readSample)] as const
