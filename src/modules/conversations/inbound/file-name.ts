import { cut, oneLine } from './one-line.ts'

const LENGTH = 255

/** Endings of what mails carry without a name. */
const ENDINGS = new Map(
  Object.entries({
    'application/ics': 'ics',
    'application/ms-tnef': 'dat',
    'application/pdf': 'pdf',
    'application/pgp-encrypted': 'asc',
    'application/pgp-keys': 'asc',
    'application/pgp-signature': 'asc',
    'application/pkcs7-mime': 'p7m',
    'application/pkcs7-signature': 'p7s',
    'application/x-pkcs7-mime': 'p7m',
    'application/x-pkcs7-signature': 'p7s',
    'application/zip': 'zip',
    'audio/mpeg': 'mp3',
    'audio/ogg': 'ogg',
    'image/gif': 'gif',
    'image/heic': 'heic',
    'image/jpeg': 'jpg',
    'image/png': 'png',
    'image/svg+xml': 'svg',
    'image/tiff': 'tif',
    'image/webp': 'webp',
    'message/delivery-status': 'txt',
    'message/rfc822': 'eml',
    'text/calendar': 'ics',
    'text/csv': 'csv',
    'text/html': 'html',
    'text/plain': 'txt',
    'text/rfc822-headers': 'txt',
    'text/vcard': 'vcf',
    'text/x-vcard': 'vcf',
    'video/mp4': 'mp4',
  }),
)

/** Names of what has a name by its kind. */
const NAMES = new Map(
  Object.entries({
    'application/ics': 'invite',
    'application/ms-tnef': 'winmail',
    'application/pgp-signature': 'signature',
    'application/pkcs7-signature': 'smime',
    'application/x-pkcs7-signature': 'smime',
    'application/pkcs7-mime': 'smime',
    'application/x-pkcs7-mime': 'smime',
    'message/delivery-status': 'delivery-status',
    'text/calendar': 'invite',
    'text/rfc822-headers': 'headers',
  }),
)

/**
 * A file name that is safe to show and to save: no folders, no control characters, nothing that turns the direction
 * of reading, none of the characters that a file system forbids, no leading dot, at most 255 characters with the
 * ending kept, never empty. Without a usable name it is made from the media type and the part's number.
 */
export function fileName(given: string | null, mediaType: string, number: number): string {
  const last = (given ?? '').split(/[/\\]/).at(-1) ?? ''
  const name = oneLine(last.replace(/[\u200b\u2060\ufeff]/g, ''), 2_000)
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[. ]+|[. ]+$/g, '')
  if (name === '') return `${NAMES.get(mediaType) ?? `file-${number}`}.${ENDINGS.get(mediaType) ?? 'bin'}`
  if (name.length <= LENGTH) return name
  const ending = /\.[^. ]{1,20}$/.exec(name)?.[0] ?? ''
  return cut(name, LENGTH - ending.length).trimEnd() + ending
}

/** The name of a mail that a mail carries: its subject. */
export const mailFileName = (subject: string, number: number): string =>
  fileName(subject.trim() ? `${cut(subject.replace(/[/\\]/g, '_'), 250)}.eml` : null, 'message/rfc822', number)
