import { type Delivery, sealCredential } from '#modules/directory'
import type { Instance } from '#platform/instance'

// After the #: no server and no log sees a token by a link being opened.

export const signInLink = (instance: Instance, credentialId: string, delivery: Delivery): string =>
  `${instance.url}/sign-in#${sealCredential(instance.keys, credentialId, delivery)}`

export const setUpLink = (instance: Instance, credentialId: string): string =>
  `${instance.url}/welcome#${sealCredential(instance.keys, credentialId, 'handed')}`
