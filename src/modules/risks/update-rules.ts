import { stale } from '#platform/errors'
import { ifVersion } from '#platform/fields'
import { operation } from '#platform/operation'
import { lookAgainAtAll } from './look-again.ts'
import { promiseRules, promiseRulesView, viewOfRules } from './rules.ts'
import { findRules, storeRules } from './rules-queries.ts'

/** Every chance is looked at again where the threshold has moved. */
export const updateRules = operation({
  name: 'promiseRules.update',
  effect: 'writes',
  permission: 'organizations.update',
  summary: 'Change from when a promise is at risk, and what may be promised',
  input: promiseRules.extend({ ifVersion }).strict(),
  output: promiseRulesView,
  async run(ctx, { ifVersion: version, ...rules }) {
    const before = viewOfRules(await findRules(ctx.db, ctx.orgId))
    const read = version ?? before.version
    const row = read === before.version ? await storeRules(ctx.db, ctx.orgId, rules, read) : undefined
    if (!row) throw stale('risks', 'rules', before.version)
    if (rules.atRiskBelow !== before.atRiskBelow) lookAgainAtAll(ctx)
    ctx.record({ type: 'organization.rules_changed', subject: `organization:${ctx.orgId}`, data: rules })
    return viewOfRules(row)
  },
})
