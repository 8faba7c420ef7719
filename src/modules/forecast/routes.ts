import { route } from '#platform/http'
import { listBacktests } from './list-backtests.ts'
import { quoteForecast } from './quote-forecast.ts'
import { readBasis } from './read-basis.ts'
import { readDrivers } from './read-drivers.ts'
import { readRecord } from './read-record.ts'
import { startBacktest } from './start-backtest.ts'
import { stopBacktest } from './stop-backtest.ts'

export const routes = [
  route('get', '/v1/quotes', quoteForecast),
  route('get', '/v1/forecast/basis', readBasis),
  route('get', '/v1/forecast/record', readRecord),
  route('get', '/v1/forecast/drivers', readDrivers),
  route('get', '/v1/forecast/backtests', listBacktests),
  route('post', '/v1/forecast/backtests', startBacktest),
  route('post', '/v1/forecast/backtests/:id/stop', stopBacktest),
] as const
