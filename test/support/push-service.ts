import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Pushed = { headers: IncomingHttpHeaders; message: Record<string, string> }

/** A push service on this machine, and the browser that has subscribed there: what arrives is decrypted. */
export async function startPushService() {
  const browser = createECDH('prime256v1')
  browser.generateKeys()
  const auth = randomBytes(16)
  const arrived: Pushed[] = []
  let status = 201
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    arrived.push({ headers: request.headers, message: JSON.parse(decrypt(Buffer.concat(pieces))) })
    response.writeHead(status).end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))

  /** Message encryption for web push, RFC 8291, section 3.4, over the one record of RFC 8188. */
  function decrypt(body: Buffer): string {
    const salt = body.subarray(0, 16)
    const length = body.readUInt8(20)
    const sender = body.subarray(21, 21 + length)
    const sealed = body.subarray(21 + length)
    const shared = browser.computeSecret(sender)
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), sender])
    const secret = Buffer.from(hkdfSync('sha256', shared, auth, info, 32))
    const key = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: aes128gcm\0', 16))
    const nonce = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: nonce\0', 12))
    const opening = createDecipheriv('aes-128-gcm', key, nonce)
    opening.setAuthTag(sealed.subarray(-16))
    const padded = Buffer.concat([opening.update(sealed.subarray(0, -16)), opening.final()])
    // The padding is a 2 and zeros behind the text.
    return padded.subarray(0, padded.lastIndexOf(2)).toString()
  }

  return {
    arrived,
    /** What a browser hands to the page that subscribes. */
    subscription: {
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/push/1`,
      keys: { p256dh: browser.getPublicKey('base64url'), auth: auth.toString('base64url') },
    },
    /** From now on it answers so. */
    answer: (next: number): void => {
      status = next
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
