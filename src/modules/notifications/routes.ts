import { route } from '#platform/http'
import { addDevice, listDevices, readPushKey, removeDevice, testPush } from './devices.ts'
import { getPreferences, updatePreferences } from './preferences.ts'
import { countNotifications, listNotifications, markNotificationsRead } from './read-notifications.ts'

export const routes = [
  route('get', '/v1/notifications', listNotifications),
  route('get', '/v1/notifications/unread', countNotifications),
  route('post', '/v1/notifications/reading', markNotificationsRead),
  route('get', '/v1/notification-preferences', getPreferences),
  route('put', '/v1/notification-preferences', updatePreferences),
  route('get', '/v1/push-devices', listDevices),
  route('post', '/v1/push-devices', addDevice, { status: 201 }),
  route('get', '/v1/push-devices/key', readPushKey),
  route('post', '/v1/push-devices/test', testPush, { status: 202 }),
  route('delete', '/v1/push-devices/:id', removeDevice),
] as const
