import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Whether Debian's dovecot-imapd is installed. */
export const dovecotVersion = (): string | null => {
  try {
    return execFileSync('dovecot', ['--version'], { encoding: 'utf8' }).trim()
  } catch {
    return null
  }
}

/** A dovecot of the test's own, with one user `help` and password `secret`; mails are put into its maildir. */
export async function startDovecot(): Promise<{
  port: number
  deliver(raw: string): void
  restart(): Promise<void>
  close(): Promise<void>
}> {
  const dir = mkdtempSync(join(tmpdir(), 'kept-dovecot-'))
  chmodSync(dir, 0o755)
  const port = await freePort()
  const isRoot = process.getuid?.() === 0
  // Nobody may be root in dovecot: as root the mails are the user mail's.
  const owner = isRoot ? 'mail' : execFileSync('id', ['-un'], { encoding: 'utf8' }).trim()
  const group = isRoot ? 'mail' : execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim()
  const home = join(dir, 'home')
  for (const folder of ['new', 'cur', 'tmp']) mkdirSync(join(home, 'Maildir', folder), { recursive: true })
  if (isRoot) execFileSync('chown', ['-R', `${owner}:${group}`, home])
  const own = isRoot
    ? ''
    : `default_internal_user = ${owner}\ndefault_login_user = ${owner}\ndefault_internal_group = ${group}\n`
  writeFileSync(
    join(dir, 'dovecot.conf'),
    `${own}base_dir = ${dir}/run
state_dir = ${dir}/state
log_path = ${dir}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = maildir:${home}/Maildir
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=${owner} gid=${group} home=${home}
}
service imap-login {
  ${isRoot ? '' : 'chroot ='}
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
${isRoot ? '' : 'service anvil {\n  chroot =\n}\n'}`,
  )
  let child: ChildProcess | undefined
  const start = async (): Promise<void> => {
    child = spawn('dovecot', ['-F', '-c', join(dir, 'dovecot.conf')], { stdio: 'ignore' })
    await answers(port)
  }
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      if (!child || child.exitCode !== null) return resolve()
      child.once('exit', () => resolve())
      child.kill('SIGTERM')
    })
  await start()
  let n = 0
  return {
    port,
    deliver(raw) {
      const name = join(home, 'Maildir/new', `${Date.now()}.${n++}.test`)
      writeFileSync(name, raw)
      if (isRoot) execFileSync('chown', [`${owner}:${group}`, name])
    },
    restart: async () => {
      await stop()
      await start()
    },
    close: async () => {
      await stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

async function answers(port: number): Promise<void> {
  for (let i = 0; i < 100; i++) {
    const greeted = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.once('data', () => resolve(true))
      socket.once('error', () => resolve(false))
      setTimeout(() => resolve(false), 1_000).unref()
      socket.once('close', () => resolve(false))
      socket.once('data', () => socket.destroy())
    })
    if (greeted) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('dovecot does not answer')
}
