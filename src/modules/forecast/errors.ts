import { invalidField, notFound, Refusal } from '#platform/errors'

export const backtestNotFound = (): Refusal => notFound('forecast', 'backtest')

export const backtestRunning = (id: string): Refusal =>
  new Refusal('forecast/backtest_running', 'conflict', 'A backtest is running. Wait for its end, or stop it first.', {
    id,
  })

export const nothingToTest = (): Refusal =>
  new Refusal(
    'forecast/nothing_to_test',
    'conflict',
    'No request came in within this period. Choose another one, or import history first.',
  )

export const periodBackwards = (): Refusal =>
  invalidField('forecast/period', 'from', 'The period ends before it begins. Choose an earlier day to begin with.')
