import { z } from 'zod'
import { instantText, textOf } from '#platform/fields'
import { operation } from '#platform/operation'
import { modelOf } from './model-of.ts'
import { quoteView } from './schemas.ts'

const { state, windowDays, changedAbout } = quoteView.shape.basis.shape

export const readBasis = operation({
  name: 'forecast.readBasis',
  effect: 'reads',
  permission: 'forecast.read',
  summary: 'What the forecast of today rests on, over all requests',
  input: z.strictObject({}),
  output: z.object({
    state,
    requests: z
      .number()
      .int()
      .meta({ description: 'Requests that were watched in the window.', examples: [1460] }),
    windowDays,
    changedAbout,
    asOf: instantText.nullable().meta({ description: 'Last midnight; null while a long history is being read.' }),
  }),
  async run(ctx) {
    const model = await modelOf(ctx)
    if (!model) return { state: 'preparing' as const, requests: 0, windowDays: 0, changedAbout: null, asOf: null }
    const { state, similar, window, changedAbout } = model.basis()
    const instant = (ms: number) => textOf(Temporal.Instant.fromEpochMilliseconds(Math.ceil(ms)))
    return {
      state,
      requests: similar,
      windowDays: Number.parseInt(window, 10),
      changedAbout: changedAbout === undefined ? null : instant(changedAbout),
      asOf: instant(model.now),
    }
  },
})
