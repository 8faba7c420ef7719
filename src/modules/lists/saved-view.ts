import { z } from 'zod'
import { words } from '#platform/fields'

export const LISTS = ['requests', 'promises', 'customers', 'conversations'] as const
export const listName = z.enum(LISTS).meta({ description: 'Which list it is a view of.' })

export const SCOPES = ['member', 'team', 'organization'] as const

const short = z.string().max(500)
const identifier = z.string().regex(/^[a-zA-Z]{1,40}$/)

export const savedViewId = z.uuid().meta({ description: 'The saved view.' })
export const viewName = words(100, 'My open jobs')

/** How a list is looked at. */
export const look = {
  filters: z
    .record(identifier, short)
    .refine((filters) => Object.keys(filters).length <= 30, 'Must have at most 30 filters')
    .meta({
      description: "What is shown, as in the address of the console's list.",
      examples: [{ view: 'open', owner: 'me' }],
    }),
  sort: identifier.nullable().meta({ description: "null: the list's own order.", examples: ['oldest'] }),
  columns: z
    .array(identifier)
    .min(1)
    .max(40)
    .refine((names) => new Set(names).size === names.length, 'Must not name one twice')
    .nullable()
    .meta({ description: 'Columns in order; null: the usual ones.', examples: [['status', 'owner', 'opened']] }),
  density: z.enum(['comfortable', 'compact']).nullable().meta({ description: "null: the reader's own." }),
}

export const savedViewView = z.object({
  id: z.uuid(),
  list: listName,
  name: z.string().meta({ examples: ['My open jobs'] }),
  scope: z.enum(SCOPES).meta({ description: 'Whose it is: private, a team’s, or everybody’s.' }),
  teamId: z.uuid().nullable(),
  ...look,
  isDefault: z.boolean().meta({ description: 'The list opens with it, for the one who asks.' }),
  mayChange: z.boolean(),
  version: z.number().int().min(1),
})
export type SavedViewView = z.input<typeof savedViewView>

export type Viewer = { memberId: string | null; mayShare: boolean; teamIds: ReadonlySet<string> }
type Owned = { scope: string; member_id: string | null; team_id: string | null }

/** A private view is its member's, a team's is seen in the team, everybody's by everybody; who may share sees every team's. */
export function maySee(view: Owned, who: Viewer): boolean {
  if (view.scope === 'member') return view.member_id === who.memberId && who.memberId !== null
  if (view.scope === 'team') return who.mayShare || who.teamIds.has(view.team_id ?? '')
  return true
}

/** Its member changes a private view; what others see too is changed by those who may share. */
export const mayChange = (view: Owned, who: Viewer): boolean =>
  view.scope === 'member' ? maySee(view, who) : who.mayShare
