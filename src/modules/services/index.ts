export { createService } from './create-service.ts'
export { findDefaultSeconds } from './find-default-seconds.ts'
export { serviceNames } from './service-names.ts'
