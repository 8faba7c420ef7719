import { invalidField, notFound, Refusal } from '#platform/errors'

export const savedViewNotFound = (): Refusal => notFound('lists', 'saved view')

export const bulkChangeNotFound = (): Refusal =>
  new Refusal('lists/bulk_change_not_found', 'not_found', 'There is no such change of many rows. Check the id.')

export const shareNotAllowed = (): Refusal =>
  new Refusal('lists/share', 'forbidden', 'Views that others see are changed by leads. Save it for yourself.')

export const needsMember = (): Refusal =>
  new Refusal('lists/needs_member', 'conflict', 'A private view belongs to a member. Sign in, or save it for a team.')

export const teamOfView = (): Refusal =>
  invalidField('lists/team', 'teamId', "Name the team of a team's view, and of no other.")

export const nothingChosen = (): Refusal =>
  new Refusal('lists/nothing_chosen', 'conflict', 'Nothing is chosen. Choose rows, or widen the filter.')

export const tooMany = (most: number): Refusal =>
  new Refusal('lists/too_many', 'conflict', `More than ${most} rows at a time are not changed. Narrow the filter.`, {
    most,
  })

export const stillRunning = (): Refusal =>
  new Refusal('lists/still_running', 'conflict', 'This change is still running. Wait for its end, or stop it first.')

export const undoneAlready = (): Refusal =>
  new Refusal('lists/undone', 'conflict', 'This change was undone already, or undoes another one.')

export const notUndoable = (): Refusal =>
  new Refusal(
    'lists/not_undoable',
    'conflict',
    'Whose conversations are was said by a person, and is changed one by one. Nothing was undone.',
  )

export const nothingToUndo = (): Refusal =>
  new Refusal('lists/nothing_to_undo', 'conflict', 'This change altered nothing, so there is nothing to undo.')
