import type { Choice } from '../forms/plain-fields.tsx'

/** The time zones that this browser knows, and `present` even if it does not. */
export function timeZones(present: string): Choice[] {
  const known = Intl.supportedValuesOf('timeZone')
  const all = known.includes(present) || present === '' ? known : [present, ...known]
  return all.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))
}
