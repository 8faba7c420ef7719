/** Facts that stand in a text as `{{name}}`: it is not sent until somebody has filled them in. */
export const unfilledIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/\{\{[^{}\n]*\}\}/g)].map(([whole]) => whole)),
]
