export { forgetDeliveries } from './forget-deliveries.ts'
export { INTERNAL_EVENTS, PUBLIC_EVENTS } from './heard-events.ts'
export { listeners } from './listeners.ts'
