import { type RawBuilder, sql } from 'kysely'

/** Who may have a promise that is meant; null: anybody. */
export type Owners = { memberIds: readonly string[]; teamIds: readonly string[] } | null

/** That a row of `promise`, under this name in the statement, is of one of these owners. */
export const ownedBy = (owners: Owners, name = 'promise'): RawBuilder<boolean> =>
  owners === null
    ? sql<boolean>`true`
    : sql<boolean>`(${sql.ref(`${name}.owner_id`)} = any(${[...owners.memberIds]}::uuid[])
        or ${sql.ref(`${name}.owner_team_id`)} = any(${[...owners.teamIds]}::uuid[]))`
