import { COMPARED, type Features } from './schemas.ts'

/**
 * What the engine compares, the most important first: the work (the service, or where none is named the category), then
 * what else is known when a request comes in. Team and area change afterwards and are not compared.
 */
export const ENGINE_FEATURES = ['work', 'subcategory', 'channel', 'priority'] as const

/** A request's features as the engine compares them. */
export const comparedOf = ({
  service,
  category,
  subcategory,
  channel,
  priority,
}: Features): Record<(typeof ENGINE_FEATURES)[number], string> => ({
  work: service || category || '',
  subcategory: subcategory ?? '',
  channel: channel ?? '',
  priority: priority ?? '',
})

/** In which of a request's known features those of a level of the engine ("work+subcategory") are like it. */
export function alikeIn(level: string, features: Features): (typeof COMPARED)[number][] {
  const names = level.split('+').map((name) => (name === 'work' ? (features.service ? 'service' : 'category') : name))
  return COMPARED.filter((name) => names.includes(name) && features[name])
}
