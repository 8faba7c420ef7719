import type { ContactRow } from './queries.ts'
import type { ContactView } from './schemas.ts'

/** How a person wants to be dealt with. */
export type Preferences = Pick<ContactView, 'nameToUse' | 'preferredChannel' | 'quietHours' | 'standingRequests'>

type Columns = Pick<
  ContactRow,
  'name_to_use' | 'preferred_channel' | 'quiet_from' | 'quiet_to' | 'quiet_none' | 'standing_requests'
>

/** Of whom nothing is known but how they are reached. */
export const NO_PREFERENCES = {
  name_to_use: '',
  preferred_channel: null,
  quiet_from: null,
  quiet_to: null,
  quiet_none: false,
  standing_requests: '',
  news_consent: null,
  feedback_consent: null,
} as const

/** Preferences as a contact's row has them. What is left out is left out. */
export function columnsOf(
  wanted: { readonly [K in keyof Preferences]?: Preferences[K] | undefined },
): Partial<Columns> {
  const { nameToUse, preferredChannel, quietHours, standingRequests } = wanted
  return {
    ...(nameToUse === undefined ? {} : { name_to_use: nameToUse }),
    ...(preferredChannel === undefined ? {} : { preferred_channel: preferredChannel }),
    ...(quietHours === undefined
      ? {}
      : {
          quiet_from: quietHours === null || quietHours === 'none' ? null : quietHours.from,
          quiet_to: quietHours === null || quietHours === 'none' ? null : quietHours.to,
          quiet_none: quietHours === 'none',
        }),
    ...(standingRequests === undefined ? {} : { standing_requests: standingRequests }),
  }
}

/** Preferences as the API shows them. */
export const preferencesOf = (row: Columns): Preferences => ({
  nameToUse: row.name_to_use,
  preferredChannel: row.preferred_channel as Preferences['preferredChannel'],
  quietHours: row.quiet_none
    ? 'none'
    : row.quiet_from !== null && row.quiet_to !== null
      ? { from: row.quiet_from.slice(0, 5), to: row.quiet_to.slice(0, 5) }
      : null,
  standingRequests: row.standing_requests,
})

/** Where a consent stands; silence is none. */
export const standOf = (said: boolean | null): 'given' | 'withdrawn' | 'none' =>
  said === null ? 'none' : said ? 'given' : 'withdrawn'
