import { z } from 'zod'
import type { Task } from '#platform/queue'
import { checkQuotes } from './check-quotes.ts'
import { fitModel } from './fit-model.ts'
import { runBacktest } from './run-backtest.ts'

const about = z.object({ id: z.uuid() })

export const tasks: readonly Task[] = [
  { name: 'forecast.check_quotes', queue: 'long', retries: 3, run: checkQuotes },
  { name: 'forecast.fit_model', queue: 'long', retries: 3, run: fitModel },
  {
    name: 'forecast.run_backtest',
    queue: 'long',
    retries: 3,
    run: (task, data) => runBacktest(task, about.parse(data).id),
  },
]
