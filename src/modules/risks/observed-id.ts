/** What is observed has the id of what a promise of completion is about; null for the other kinds. */
export const observedId = ({ kind, about }: { kind: string; about: string }): string | null =>
  kind === 'completion' ? (UUID.exec(about)?.[0] ?? null) : null

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
