import { z } from 'zod'
import { riskHistoryOf, riskHistoryView } from '#modules/risks'
import { operation } from '#platform/operation'
import { promiseNotFound } from './errors.ts'
import { promiseId } from './schemas.ts'

export const readRisk = operation({
  name: 'promises.readRisk',
  effect: 'reads',
  permission: 'promises.read',
  summary: 'What was said of a promise as time passed: chances that it is kept; of imported history nothing',
  input: z.strictObject({ id: promiseId }),
  output: riskHistoryView,
  async run(ctx, { id }) {
    const said = await riskHistoryOf(ctx, id)
    if (!said) throw promiseNotFound()
    return said
  },
})
