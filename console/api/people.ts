import { m } from '../ui/text.ts'
import { useRead } from './read.ts'

/** Names of members by id; an id that is not among them has no name here. */
export function useMemberNames(): ReadonlyMap<string, string> {
  const members = useRead('members.list', { limit: 200 })
  return new Map(members.data?.items.map((member) => [member.id, member.name]))
}

interface Actor {
  readonly kind: string
  readonly id: string
}

/** Who did something, in words. */
export function actorName(actor: Actor, members: ReadonlyMap<string, string>): string {
  if (actor.kind === 'member') return members.get(actor.id) ?? m.actor.member()
  if (actor.kind === 'customer') return m.actor.customer()
  return actor.kind === 'apiKey' ? m.actor.apiKey() : m.actor.system()
}
