import { z } from 'zod'
import { operation } from '#platform/operation'
import { promiseId, promiseView } from './schemas.ts'
import { viewById } from './view.ts'

export const getPromise = operation({
  name: 'promises.get',
  effect: 'reads',
  permission: 'promises.read',
  summary: 'One promise',
  input: z.strictObject({ id: promiseId }),
  output: promiseView,
  run: (ctx, { id }) => viewById(ctx, id),
})
