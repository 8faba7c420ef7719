import type { Clock } from '#platform/clock'
import type { Gate } from '#platform/gate'
import type { Instance } from '#platform/instance'
import type { Live } from '#platform/live'
import type { Log } from '#platform/log'
import type { RateLimit } from '#platform/rate-limit'
import type { Assets } from './assets.ts'

/** What the composition root gives the portal. */
export type PortalWorld = { gate: Gate; live: Live; instance: Instance; clock: Clock; log: Log }

export type PortalDeps = PortalWorld & { assets: Assets; rateLimit: RateLimit }
