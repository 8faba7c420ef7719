/**
 * Who answers for an approver: along the deputies of those who are away, never the one who asks, never in a circle.
 * Where that leads to nobody, the first of `others` who is neither.
 * @param deputies who answers today for whom
 * @param present who is a member still
 * @param others who else has enough authority, in the order in which they are asked
 * @returns a member; null: nobody is left who may
 */
export function answererOf({
  approverId,
  askerId,
  deputies,
  present,
  others,
}: {
  approverId: string
  askerId: string | null
  deputies: ReadonlyMap<string, string>
  present: ReadonlySet<string>
  others: readonly string[]
}): string | null {
  const seen = new Set<string>()
  for (let at: string | undefined = approverId; at !== undefined && !seen.has(at); at = deputies.get(at)) {
    seen.add(at)
    // Who is away is answered for, as long as there is somebody who may.
    if (present.has(at) && at !== askerId && !deputies.has(at)) return at
  }
  return others.find((id) => id !== askerId && present.has(id) && !deputies.has(id)) ?? inPerson()

  /** All who could answer are away: then whoever was named does. */
  function inPerson(): string | null {
    return [approverId, ...others].find((id) => id !== askerId && present.has(id)) ?? null
  }
}
