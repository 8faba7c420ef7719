export interface Recent {
  readonly to: string
  readonly label: string
  readonly kind: 'page' | 'customer' | 'request'
}

const MOST = 6
const keyOf = (organizationId: string): string => `kept-recent-${organizationId}`

/** What was opened from the palette lately in this browser, the latest first. */
export function recentIn(organizationId: string): Recent[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(organizationId)) ?? '[]')
    return Array.isArray(stored) ? stored.filter(isRecent).slice(0, MOST) : []
  } catch {
    return []
  }
}

export function remember(organizationId: string, opened: Recent): void {
  const others = recentIn(organizationId).filter(({ to }) => to !== opened.to)
  localStorage.setItem(keyOf(organizationId), JSON.stringify([opened, ...others].slice(0, MOST)))
}

const isRecent = (value: unknown): value is Recent =>
  typeof value === 'object' &&
  value !== null &&
  'to' in value &&
  typeof value.to === 'string' &&
  value.to.startsWith('/') &&
  'label' in value &&
  typeof value.label === 'string' &&
  'kind' in value &&
  ['page', 'customer', 'request'].includes(String(value.kind))
