import { api } from './call.ts'

/** Why this browser cannot show push messages; null: it can. */
export function pushHindrance(): 'unsupported' | 'insecure' | null {
  if (!isSecureContext) return 'insecure'
  return 'serviceWorker' in navigator && 'PushManager' in globalThis ? null : 'unsupported'
}

/** Whether this browser shows push messages already. */
export async function isSubscribed(): Promise<boolean> {
  if (pushHindrance() !== null) return false
  const registration = await navigator.serviceWorker.getRegistration('/')
  return (await registration?.pushManager.getSubscription()) != null
}

/** Asks the person and the browser's push service; what the API needs of it. @throws with the reason as its name */
export async function subscribe(): Promise<{ endpoint: string; keys: { p256dh: string; auth: string } }> {
  if ((await Notification.requestPermission()) !== 'granted') throw new PushRefused('denied')
  const { key } = await api('notifications.readPushKey', {})
  try {
    const registration = await navigator.serviceWorker.register('/push.js')
    await navigator.serviceWorker.ready
    const subscription = await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: bytesOf(key),
    })
    const { endpoint = '', keys: { p256dh = '', auth = '' } = {} } = subscription.toJSON()
    return { endpoint, keys: { p256dh, auth } }
  } catch {
    throw new PushRefused('failed')
  }
}

export class PushRefused extends Error {
  readonly why: 'denied' | 'failed'
  constructor(why: 'denied' | 'failed') {
    super(why)
    this.why = why
  }
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}

/** What this browser is called among a member's devices. */
export function browserName(): { browser: string; system: string } {
  const agent = navigator.userAgent
  const browser = /Edg\//.test(agent)
    ? 'Edge'
    : /Firefox\//.test(agent)
      ? 'Firefox'
      : /Chrome\//.test(agent)
        ? 'Chrome'
        : /Safari\//.test(agent)
          ? 'Safari'
          : 'Browser'
  const system =
    /(Android|iPhone|iPad|Windows|Mac OS X|Linux)/.exec(agent)?.[1]?.replace('Mac OS X', 'macOS') ?? navigator.platform
  return { browser, system }
}
