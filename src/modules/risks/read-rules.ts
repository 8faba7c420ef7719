import { z } from 'zod'
import { operation } from '#platform/operation'
import { promiseRulesView, viewOfRules } from './rules.ts'
import { findRules } from './rules-queries.ts'

export const readRules = operation({
  name: 'promiseRules.read',
  effect: 'reads',
  permission: 'organizations.read',
  summary: 'From when a promise is at risk, and what may be promised',
  input: z.strictObject({}),
  output: promiseRulesView,
  run: async (ctx) => viewOfRules(await findRules(ctx.db, ctx.orgId)),
})
