const kindOf = (type: string): string => `${type.split('.')[0]}.*`

/** Whether a type is heard by who asked for these patterns: itself, or all of its kind. */
export const isChosen = (patterns: readonly string[], type: string): boolean =>
  patterns.includes(type) || patterns.includes(kindOf(type))

/** All of a kind, or nothing of it. */
export const chooseKind = (patterns: readonly string[], kind: string, on: boolean): string[] => {
  const others = patterns.filter((pattern) => kindOf(pattern) !== `${kind}.*`)
  return on ? [...others, `${kind}.*`] : others
}

/** One type more or less; `all` are the types of its kind. When all are chosen the kind is: types to come count too. */
export function chooseType(patterns: readonly string[], type: string, on: boolean, all: readonly string[]): string[] {
  const kept = all.filter((each) => (each === type ? on : isChosen(patterns, each)))
  const kind = type.split('.')[0] ?? ''
  return kept.length === all.length ? chooseKind(patterns, kind, true) : [...chooseKind(patterns, kind, false), ...kept]
}
