import { parseArgs } from 'node:util'
import { createApiKey, init, signInLink } from '#modules/accounts'
import type { Role } from '#platform/operation'
import { followUps } from '../follow-ups.ts'
import { loadSample } from '../sample/load-sample.ts'
import { type Command, inWorld, UsageError } from './open.ts'
import { showProgress } from './progress.ts'

const required = (values: Record<string, string | boolean | undefined>, name: string): string => {
  const value = values[name]
  if (typeof value !== 'string' || value === '') throw new UsageError(`--${name} is missing`)
  return value
}

const text = { type: 'string' } as const

export const initCommand: Command = {
  usage: 'init --name NAME --country CC --zone ZONE --owner EMAIL [--language LL] [--sample]',
  summary: "Creates an organization and its owner; prints the organization's id",
  async run(args) {
    const { values } = parseArgs({
      args,
      options: { name: text, country: text, zone: text, owner: text, language: text, sample: { type: 'boolean' } },
    })
    const input = {
      name: required(values, 'name'),
      country: required(values, 'country').toUpperCase(),
      timeZone: required(values, 'zone'),
      language: (values.language ?? 'en') as 'en',
      ownerEmail: required(values, 'owner'),
      sample: values.sample === true,
    }
    const id = await inWorld(async ({ world }) => {
      const { organizationId } = await init(world.gate, followUps, input)
      if (input.sample)
        await loadSample({ ...world, storage: world.options.storage }, organizationId, {
          onProgress: showProgress('sample business'),
        })
      return organizationId
    })
    console.log(id)
  },
}

export const apiKeyCommand: Command = {
  usage: 'api-key create --org ORG --role ROLE --name NAME',
  summary: 'Creates an API key; prints the key alone',
  async run([action, ...args]) {
    if (action !== 'create') throw new UsageError('api-key knows only: create')
    const { values } = parseArgs({ args, options: { org: text, role: text, name: text } })
    const org = required(values, 'org')
    const input = { org, role: required(values, 'role') as Role, name: required(values, 'name') }
    console.log(await inWorld(({ world }) => createApiKey(world.gate, input)))
  },
}

export const signInCommand: Command = {
  usage: 'sign-in EMAIL',
  summary: 'Prints a one-time sign-in link for a member',
  async run(args) {
    const { positionals } = parseArgs({ args, allowPositionals: true })
    const email = positionals[0]
    if (email === undefined) throw new UsageError('the e-mail address is missing')
    const { link } = await inWorld(({ world }) => signInLink(world.gate, email))
    console.log(link)
  },
}
