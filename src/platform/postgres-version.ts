import type pg from 'pg'

/** The oldest PostgreSQL that the product is tried on, as PostgreSQL numbers its versions. */
const OLDEST = 160_000

export const NEEDED = 'Kept needs PostgreSQL 16 or newer.'

export const isSupported = (number: number): boolean => number >= OLDEST

/** The server's version: as a number that compares (16.4 is 160004) and as it names itself. */
export async function readVersion(client: Pick<pg.Client, 'query'>): Promise<{ number: number; text: string }> {
  const { rows } = await client.query<{ number: number; text: string }>(
    "select current_setting('server_version_num')::int as number, current_setting('server_version') as text",
  )
  return rows[0] ?? { number: 0, text: 'unknown' }
}

/** @throws Error with what to do, when the server is too old. */
export async function requireSupported(client: Pick<pg.Client, 'query'>): Promise<void> {
  const { number, text } = await readVersion(client)
  if (!isSupported(number))
    throw new Error(`This PostgreSQL is version ${text}. ${NEEDED} Nothing was changed in the database.`)
}
