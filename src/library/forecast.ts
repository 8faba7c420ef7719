/**
 * How long does a request like this take here? Answers from the firm's own history, counting the requests that are
 * still open, and declines where that history does not reach. Pure: no database.
 *
 * `fitForecast` learns from a whole log and keeps up with it; `backtest` shows how well its dates are kept; see
 * docs/forecast.md.
 */
export { type BacktestReport, backtest, type Prediction, type TestedRequest } from './forecast/backtest.ts'
export { driversOf } from './forecast/drivers.ts'
export { fitForecast } from './forecast/fit.ts'
export type { ForecastModel } from './forecast/model.ts'
export { normalQuantile, wilson } from './forecast/normal.ts'
export type { Change } from './forecast/progress.ts'
