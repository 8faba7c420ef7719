import { notFound, Refusal, stale } from '#platform/errors'

export const serviceNotFound = (): Refusal => notFound('services', 'service')

export const staleService = (version: number): Refusal => stale('services', 'service', version)

export const serviceArchived = (): Refusal =>
  new Refusal('services/archived', 'conflict', 'This service is archived. Create a new one to offer it again.')
