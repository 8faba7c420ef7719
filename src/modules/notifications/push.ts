import { createECDH } from 'node:crypto'
import webPush from 'web-push'
import { z } from 'zod'
import { FetchError, type FetchOptions, postPublic } from '#platform/fetch-public'
import type { Instance } from '#platform/instance'
import { operation, systemActor } from '#platform/operation'
import type { TaskContext } from '#platform/queue'
import type { Keys } from '#platform/tokens'
import { type DeviceRow, deleteDevice, devicesOf, storePushed } from './queries.ts'
import { type Sending, takeForSending } from './send-mail.ts'

/** For as long a push service keeps what a device that is away has not fetched. */
const KEPT_SECONDS = 12 * 3600

/** The keys of RFC 8292 by which push services know this installation; derived from its secret, in base64url. */
export function vapidKeys(keys: Keys): { publicKey: string; privateKey: string } {
  const curve = createECDH('prime256v1')
  const secret = keys.derive('vapid')
  curve.setPrivateKey(secret)
  return { publicKey: curve.getPublicKey('base64url'), privateKey: secret.toString('base64url') }
}

/** What a device shows, and the page that it opens; a later one with the same tag takes its place. */
export type PushMessage = { title: string; detail: string; page: string; tag: string }

type Device = Pick<DeviceRow, 'id' | 'endpoint' | 'p256dh' | 'auth'>

/** One message to one device. @returns whether it is still there @throws {FetchError} or when it is to be tried again */
export async function pushTo(
  device: Device,
  message: PushMessage,
  instance: Instance,
  options: Pick<FetchOptions, 'allows' | 'signal'> = {},
): Promise<'sent' | 'gone'> {
  const { publicKey, privateKey } = vapidKeys(instance.keys)
  // Push services want a way to reach whoever sends; plain http is none.
  const subject = instance.url.startsWith('https:') ? instance.url : 'mailto:push@localhost'
  const request = webPush.generateRequestDetails(
    { endpoint: device.endpoint, keys: { p256dh: device.p256dh, auth: device.auth } },
    JSON.stringify(message),
    { vapidDetails: { subject, publicKey, privateKey }, TTL: KEPT_SECONDS, urgency: 'high' },
  )
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
  const { status } = await postPublic(device.endpoint, { headers, body: request.body ?? Buffer.alloc(0) }, options)
  if (status === 404 || status === 410) return 'gone'
  if (status < 200 || status > 299) throw new Error(`A push service answered ${status}`)
  return 'sent'
}

const listDevices = operation({
  name: 'notifications.devicesOf',
  effect: 'reads',
  permission: 'notifications.send',
  summary: "A member's devices, with their keys",
  input: z.strictObject({ memberId: z.uuid() }),
  output: z.object({
    devices: z.array(z.object({ id: z.uuid(), endpoint: z.string(), p256dh: z.string(), auth: z.string() })),
  }),
  run: async (ctx, { memberId }) => ({ devices: await devicesOf(ctx.db, ctx.orgId, memberId) }),
})

const recordPush = operation({
  name: 'notifications.recordPush',
  effect: 'writes',
  permission: 'notifications.send',
  summary: 'Write what became of a push message; a device that is gone is removed',
  input: z.strictObject({ deviceId: z.uuid(), outcome: z.enum(['sent', 'gone']) }),
  output: z.object({}),
  async run(ctx, { deviceId, outcome }) {
    if (outcome === 'gone') await deleteDevice(ctx.db, ctx.orgId, deviceId)
    else await storePushed(ctx.db, ctx.orgId, deviceId, ctx.now)
    return {}
  },
})

/** Shows a message on all devices of a member. The others do not wait for one that cannot be reached. */
export async function pushToAll(
  { gate, orgId, log, signal }: TaskContext,
  memberId: string,
  message: PushMessage,
  options: Pick<FetchOptions, 'allows'> = {},
): Promise<number> {
  const actor = systemActor(orgId, 'notifications.push')
  const { devices } = await gate.run(listDevices, actor, { memberId })
  const showOn = async (device: (typeof devices)[number]): Promise<boolean> => {
    try {
      const outcome = await pushTo(device, message, gate.instance, { ...options, signal })
      await gate.run(recordPush, actor, { deviceId: device.id, outcome })
      return outcome === 'sent'
    } catch (error) {
      if (signal.aborted) throw error
      const why = error instanceof FetchError ? error.code : error instanceof Error ? error.message : 'unknown'
      log.warn({ org: orgId, device: device.id, why }, 'push')
      return false
    }
  }
  return (await Promise.all(devices.map(showOn))).filter(Boolean).length
}

/** Shows what is still unread on the devices of its member. */
export async function pushNews(
  ctx: TaskContext,
  what: Sending,
  options: Pick<FetchOptions, 'allows'> = {},
): Promise<void> {
  const { gate, orgId } = ctx
  const actor = systemActor(orgId, 'notifications.push')
  const letter = await gate.run(takeForSending, actor, { ...what, channel: 'pushed' })
  if (!letter) return
  const { title, detail, page } = letter.view
  await pushToAll(ctx, letter.memberId, { title, detail, page, tag: what.id }, options)
}
