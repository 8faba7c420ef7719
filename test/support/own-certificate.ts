import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A certificate for imap.example.com that nobody has signed, made anew; null without openssl. */
export function ownCertificate(): { cert: string; key: string } | null {
  const dir = mkdtempSync(join(tmpdir(), 'kept-certificate-'))
  try {
    const [cert, key] = [join(dir, 'cert.pem'), join(dir, 'key.pem')]
    const made = spawnSync('openssl', [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=imap.example.com'],
      ...['-addext', 'subjectAltName=DNS:imap.example.com', '-keyout', key, '-out', cert],
    ])
    return made.status === 0 ? { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') } : null
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}
