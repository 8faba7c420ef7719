import { route } from '#platform/http'
import { quoteForecast } from './quote-forecast.ts'

export const routes = [route('get', '/v1/quotes', quoteForecast)] as const
