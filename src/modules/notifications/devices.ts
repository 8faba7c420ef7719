import { z } from 'zod'
import { loadMessages } from '#messages/notifications'
import { findActiveMembers } from '#modules/accounts'
import { checkedUrl, FetchError } from '#platform/fetch-public'
import { instantText, textOf, textOrNull, words } from '#platform/fields'
import { type MemberContext, memberOperation } from '#platform/operation'
import { cursorKeys, pageFrom, pageInput, pageOf } from '#platform/pages'
import { deviceAddress, deviceKeys, deviceNotFound, tooManyDevices } from './errors.ts'
import { vapidKeys } from './push.ts'
import { type DeviceRow, deleteDevice, devicesOf, findDevice, storeDevice } from './queries.ts'

const MOST_DEVICES = 20
/** A point of P-256 and a secret of 16 bytes (RFC 8291). */
const P256DH_BYTES = 65
const AUTH_BYTES = 16

const deviceView = z.object({
  id: z.uuid(),
  name: z.string().meta({ examples: ['Firefox on Linux'] }),
  createdAt: instantText,
  pushedAt: instantText.nullable().meta({ description: 'When something was last shown there.' }),
})

const viewOf = (row: DeviceRow): z.input<typeof deviceView> => ({
  id: row.id,
  name: row.name,
  createdAt: textOf(row.created_at),
  pushedAt: textOrNull(row.pushed_at),
})

export const listDevices = memberOperation({
  name: 'notifications.listDevices',
  effect: 'reads',
  permission: 'notifications.read',
  summary: 'Browsers that show push messages to you',
  input: z.strictObject(pageInput),
  output: pageOf(deviceView),
  async run(ctx, { limit, cursor }) {
    const after = cursorKeys(cursor, 1)?.[0] ?? ''
    const rows = (await devicesOf(ctx.db, ctx.orgId, ctx.actor.memberId)).filter((row) => row.id > after)
    return pageFrom(rows.slice(0, limit + 1), limit, (row) => [row.id], viewOf)
  },
})

export const readPushKey = memberOperation({
  name: 'notifications.readPushKey',
  effect: 'reads',
  permission: 'notifications.read',
  summary: 'The key by which a browser subscribes to push messages (RFC 8292)',
  input: z.strictObject({}),
  output: z.object({ key: z.string().meta({ examples: ['BJfMZ…'] }) }),
  run: async (ctx) => ({ key: vapidKeys(ctx.instance.keys).publicKey }),
})

/** @throws notifications/device_address, notifications/device_keys, notifications/too_many_devices */
export const addDevice = memberOperation({
  name: 'notifications.addDevice',
  effect: 'writes',
  permission: 'notifications.update',
  summary: 'Show push messages to you in this browser',
  input: z.strictObject({
    name: words(200, 'Firefox on Linux'),
    endpoint: z
      .string()
      .min(1)
      .max(2000)
      .meta({ examples: ['https://updates.push.services.example/wpush/v2/gAAAA'] }),
    keys: z.strictObject({
      p256dh: z
        .string()
        .max(200)
        .meta({
          examples: ['BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM'],
        }),
      auth: z
        .string()
        .max(100)
        .meta({ examples: ['tBHItJI5svbpez7KI4CCXg'] }),
    }),
  }),
  output: deviceView,
  async run(ctx, { name, endpoint, keys }) {
    const { memberId } = ctx.actor
    const url = addressOf(endpoint)
    if (!ctx.instance.allowPrivateAddresses && url.protocol !== 'https:') throw deviceAddress()
    if (Buffer.from(keys.p256dh, 'base64url').length !== P256DH_BYTES) throw deviceKeys('keys.p256dh')
    if (Buffer.from(keys.auth, 'base64url').length !== AUTH_BYTES) throw deviceKeys('keys.auth')
    const present = await devicesOf(ctx.db, ctx.orgId, memberId)
    if (present.length >= MOST_DEVICES && !present.some((row) => row.endpoint === url.href))
      throw tooManyDevices(MOST_DEVICES)
    const row = { org_id: ctx.orgId, id: ctx.newId(), member_id: memberId, name, endpoint: url.href, ...keys }
    return viewOf(await storeDevice(ctx.db, { ...row, created_at: ctx.now }))
  },
})

function addressOf(text: string): URL {
  try {
    return checkedUrl(text)
  } catch (error) {
    throw error instanceof FetchError ? deviceAddress() : error
  }
}

const deviceId = z.uuid().meta({ description: 'The device.' })

async function ownDevice(ctx: MemberContext, id: string): Promise<DeviceRow> {
  const row = await findDevice(ctx.db, ctx.orgId, id)
  if (row?.member_id !== ctx.actor.memberId) throw deviceNotFound()
  return row
}

export const removeDevice = memberOperation({
  name: 'notifications.removeDevice',
  effect: 'writes',
  permission: 'notifications.update',
  summary: 'No longer show push messages in a browser',
  input: z.strictObject({ id: deviceId }),
  output: z.object({}),
  async run(ctx, { id }) {
    await ownDevice(ctx, id)
    await deleteDevice(ctx.db, ctx.orgId, id)
    return {}
  },
})

/** A message to all devices of the caller, whatever they prefer. */
export const testPush = memberOperation({
  name: 'notifications.testPush',
  effect: 'writes',
  permission: 'notifications.update',
  summary: 'Show a test message on your devices',
  input: z.strictObject({}),
  output: z.object({
    devices: z
      .number()
      .int()
      .meta({ examples: [1] }),
  }),
  async run(ctx) {
    const { memberId } = ctx.actor
    const devices = await devicesOf(ctx.db, ctx.orgId, memberId)
    const member = (await findActiveMembers(ctx, [memberId])).get(memberId)
    if (!member || devices.length === 0) return { devices: 0 }
    const { push } = await loadMessages(member.language)
    const message = { title: push.testTitle(), detail: push.testSays(), page: '/settings/notifications', tag: 'test' }
    ctx.later({ name: 'notifications.test_push', data: { memberId, message } })
    return { devices: devices.length }
  },
})
