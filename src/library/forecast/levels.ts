/** What was known of a request when it began, by name. An empty text is "not known". */
export type Features = Readonly<Record<string, string | null | undefined>>

/**
 * Which features to compare, from the most specific group to all requests (an empty list): the last one is given up
 * first.
 */
export function backOffLevels(subject: Features): string[][] {
  const known = Object.keys(subject).filter((name) => subject[name])
  return Array.from({ length: known.length + 1 }, (_, given) => known.slice(0, known.length - given))
}

/** `service+channel`; `all` for no features. */
export function levelName(features: readonly string[]): string {
  return features.length === 0 ? 'all' : features.join('+')
}

export function matches(observed: Features, subject: Features, features: readonly string[]): boolean {
  return features.every((name) => observed[name] === subject[name])
}
