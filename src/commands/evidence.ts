import { parseArgs } from 'node:util'
import { listOrganizationIds } from '#modules/directory'
import { findRequestByName, readRequestEvidence } from '#modules/requests'
import { Refusal } from '#platform/errors'
import { systemActor } from '#platform/operation'
import { type Command, inWorld, UsageError } from './open.ts'

export const evidenceCommand: Command = {
  usage: 'evidence REQUEST [--org ORG]',
  summary:
    'Prints the evidence of a request (its id, or its number with --org) as JSON; exits 3 when something was altered',
  async run(args) {
    const { values, positionals } = parseArgs({ args, options: { org: { type: 'string' } }, allowPositionals: true })
    const name = positionals[0]
    if (name === undefined) throw new UsageError('the request is missing')
    const evidence = await inWorld(async ({ world: { gate } }) => {
      const orgs =
        values.org === undefined
          ? (await gate.runNarrow(listOrganizationIds, { after: null, limit: 1000 })).ids
          : [values.org]
      for (const org of orgs) {
        const actor = systemActor(org, 'command line')
        const { id } = await gate.run(findRequestByName, actor, { name })
        if (id !== null) return gate.run(readRequestEvidence, actor, { id })
      }
      throw new Refusal(
        'requests/not_found',
        'not_found',
        `There is no request ${name}. Give its id, or its number with --org.`,
      )
    })
    console.log(JSON.stringify(evidence, null, 2))
    if (!evidence.verified) process.exitCode = 3
  },
}
