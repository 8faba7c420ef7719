import { invalidField, Refusal } from '#platform/errors'

export const deviceNotFound = (): Refusal =>
  new Refusal('notifications/device_not_found', 'not_found', 'There is no such device. Check the id.')

export const deviceAddress = (): Refusal =>
  invalidField('notifications/device_address', 'endpoint', 'Must be the https address that the browser gave.')

export const deviceKeys = (path: string): Refusal =>
  invalidField('notifications/device_keys', path, 'Must be the key that the browser gave, in base64url.')

export const tooManyDevices = (max: number): Refusal =>
  new Refusal('notifications/too_many_devices', 'conflict', `There can be ${max} devices. Remove one first.`, { max })
