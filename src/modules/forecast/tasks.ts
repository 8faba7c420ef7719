import type { Task } from '#platform/queue'
import { fitModel } from './fit-model.ts'

export const tasks: readonly Task[] = [{ name: 'forecast.fit_model', queue: 'long', retries: 3, run: fitModel }]
