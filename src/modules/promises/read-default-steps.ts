import { z } from 'zod'
import { operation } from '#platform/operation'
import { defaultStepsView, readDefaults, viewOfByKind } from './default-steps.ts'

export const readDefaultSteps = operation({
  name: 'defaultSteps.read',
  effect: 'reads',
  permission: 'policies.read',
  summary: 'Whom to warn of promises that people make themselves',
  input: z.strictObject({}),
  output: defaultStepsView,
  async run(ctx) {
    const { steps, byKind, version } = await readDefaults(ctx)
    return { steps: [...steps], byKind: viewOfByKind(byKind), version }
  },
})
