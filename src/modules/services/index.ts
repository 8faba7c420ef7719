export { createService } from './create-service.ts'
export { findDefaultSeconds } from './find-default-seconds.ts'
export { serviceCalendars } from './service-calendars.ts'
export { serviceNames } from './service-names.ts'
