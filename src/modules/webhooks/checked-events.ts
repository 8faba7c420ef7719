import { unknownEventType } from './errors.ts'
import { isPattern } from './heard-events.ts'

/** What an endpoint asks for, each once. @throws webhooks/unknown_event_type */
export function checkedEventTypes(asked: readonly string[]): string[] {
  const wrong = asked.findIndex((type) => !isPattern(type))
  if (wrong >= 0) throw unknownEventType(asked[wrong] ?? '', wrong)
  return [...new Set(asked)]
}
