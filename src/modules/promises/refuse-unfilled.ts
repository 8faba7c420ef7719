import { unfilledIn } from '#modules/playbooks'
import { notFilledIn } from './errors.ts'

/** What a script leaves open is not sent: nobody reads `{{due}}`. @throws promises/unfilled */
export function refuseUnfilled(text: string): void {
  const names = unfilledIn(text)
  if (names.length > 0) throw notFilledIn(names)
}
