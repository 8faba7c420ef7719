import { useRead } from '../api/read.ts'
import { useMay } from '../api/session.tsx'

/** What policies name by id, with the names that people know. */
export interface Names {
  readonly members: ReadonlyMap<string, string>
  readonly teams: ReadonlyMap<string, string>
  readonly services: ReadonlyMap<string, string>
  readonly calendars: ReadonlyMap<string, string>
}

const byId = (rows: readonly { readonly id: string; readonly name: string }[] | undefined) =>
  new Map(rows?.map(({ id, name }) => [id, name]))

/** The organization's members, teams, services and calendars by id; empty until they are there. */
export function usePolicyNames(): Names {
  const may = useMay()
  const members = useRead('members.list', { limit: 200 })
  const teams = useRead('teams.list', { limit: 200 }, { enabled: may('teams.read') })
  const services = useRead('services.list', { limit: 200 })
  const calendars = useRead('calendars.list', {})
  return {
    members: byId(members.data?.items),
    teams: byId(teams.data?.items),
    services: byId(services.data?.items),
    calendars: byId(calendars.data?.items),
  }
}
