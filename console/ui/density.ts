const key = 'kept-density'
export type Density = 'comfortable' | 'compact'

export const density = (): Density => (localStorage.getItem(key) === 'compact' ? 'compact' : 'comfortable')

/** Puts the chosen density on the page; the style sheets do the rest. */
export function applyDensity(chosen: Density = density()): void {
  localStorage.setItem(key, chosen)
  document.documentElement.dataset.density = chosen
}
