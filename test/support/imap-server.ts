import { createServer, type Socket } from 'node:net'

export type ImapServer = {
  readonly port: number
  /** Puts a mail into the folder; whoever waits is told. */
  deliver(raw: string): void
  /** From now on, the next mail that is asked for is cut off in its middle, and the connection with it. */
  cutNext(): void
  /** Half of the next mail that is asked for is sent, and no more of it; resolves then. */
  stallNext(): Promise<void>
  /** From now on it says this of the size of each mail, whatever is true. */
  claimSize(bytes: number): void
  /** The folder is made anew: other numbers for the same mails. */
  renumber(): void
  /** Nobody is let in with this password any more. */
  changePassword(password: string): void
  /** How often somebody has signed in, and how often a whole mail was sent. */
  readonly seen: { connections: number; signIns: number; refusals: number; mails: number; writes: string[] }
  close(): Promise<void>
}

type Mail = { uid: number; raw: string }

/** An IMAP server (RFC 3501, IDLE) with one folder and one user, as much of it as a reader needs. */
export async function startImapServer({
  password = 'secret',
  /** Whether it tells of news by itself, and which number the next mail will have. */
  idles = true,
  foretells = true,
} = {}): Promise<ImapServer> {
  let mails: Mail[] = []
  let [validity, next, cut, secret] = [1, 1, false, password]
  let claimed: number | undefined
  let stalled: (() => void) | undefined
  const seen = { connections: 0, signIns: 0, refusals: 0, mails: 0, writes: [] as string[] }
  const idle = new Map<Socket, string>()
  /** How many mails each client knows of. */
  const known = new Map<Socket, number>()
  const sockets = new Set<Socket>()

  function answer(socket: Socket, line: string): void {
    const [tag = '', name = '', ...rest] = line.split(' ')
    const say = (...lines: string[]): boolean => socket.write(lines.map((each) => `${each}\r\n`).join(''))
    const ok = (...before: string[]) => say(...before, `${tag} OK done`)
    const command = (name.toUpperCase() === 'UID' ? `UID ${rest.shift()}` : name).toUpperCase()
    const told = rest.join(' ')
    switch (command) {
      case 'CAPABILITY':
        return void ok(`* CAPABILITY IMAP4rev1${idles ? ' IDLE' : ''}`)
      case 'LOGIN': {
        if (!told.endsWith(` "${secret}"`) && !told.endsWith(` ${secret}`)) {
          seen.refusals++
          return void say(`${tag} NO [AUTHENTICATIONFAILED] Invalid credentials`)
        }
        seen.signIns++
        return void ok()
      }
      case 'LIST':
        return void (/INBOX|\*|%/i.test(told) ? ok('* LIST (\\HasNoChildren) "/" INBOX') : ok())
      case 'SELECT':
        seen.writes.push(line)
        return void say(`${tag} NO read only here`)
      case 'EXAMINE':
        if (!/INBOX/i.test(told)) return void say(`${tag} NO [NONEXISTENT] No such folder`)
        known.set(socket, mails.length)
        return void say(
          `* ${mails.length} EXISTS`,
          '* FLAGS (\\Seen)',
          `* OK [UIDVALIDITY ${validity}] valid`,
          ...(foretells ? [`* OK [UIDNEXT ${next}] next`] : []),
          `${tag} OK [READ-ONLY] opened`,
        )
      case 'UID FETCH':
        fetch(socket, tag, told)
        return
      case 'UID SEARCH': {
        const range = /^UID (\S+)/i.exec(told)?.[1]
        const found = range === undefined ? mails : named(range)
        return void ok(`* SEARCH${found.map(({ uid }) => ` ${uid}`).join('')}`)
      }
      case 'NOOP':
        tell(socket)
        return void ok()
      case 'IDLE':
        idle.set(socket, tag)
        say('+ idling')
        tell(socket)
        return
      case 'LOGOUT':
        say('* BYE', `${tag} OK`)
        return void socket.end()
      case 'STORE':
      case 'UID STORE':
      case 'EXPUNGE':
        seen.writes.push(line)
        return void ok()
      default:
        return void ok()
    }
  }

  /** Says that there is more than the client knows of. */
  function tell(socket: Socket): void {
    if (known.get(socket) === mails.length) return
    known.set(socket, mails.length)
    socket.write(`* ${mails.length} EXISTS\r\n`)
  }

  /** The mails of a set of numbers; `n:*` names the last one too, although it is older. */
  function named(set: string): Mail[] {
    const within = ({ uid }: Mail) =>
      set.split(',').some((range) => {
        const [from = '1', to = from] = range.split(':')
        return uid >= Number(from) && (to === '*' || uid <= Number(to))
      })
    const found = mails.filter(within)
    return found.length === 0 && set.endsWith('*') ? mails.slice(-1) : found
  }

  function fetch(socket: Socket, tag: string, told: string): void {
    const [set = '', ...items] = told.split(' ')
    const part = /BODY(?:\.PEEK)?\[\](?:<(\d+)\.(\d+)>)?/i.exec(items.join(' '))
    for (const mail of named(set)) {
      const n = mails.indexOf(mail) + 1
      const about = `UID ${mail.uid} RFC822.SIZE ${claimed ?? Buffer.byteLength(mail.raw)}`
      if (!part) {
        socket.write(`* ${n} FETCH (${about})\r\n`)
        continue
      }
      const [from, length] = [Number(part[1] ?? 0), Number(part[2] ?? Number.POSITIVE_INFINITY)]
      const bytes = Buffer.from(mail.raw).subarray(from, from + length)
      const head = `* ${n} FETCH (${about} BODY[]${part[1] === undefined ? '' : `<${from}>`} {${bytes.length}}\r\n`
      if (cut) {
        cut = false
        socket.write(head)
        socket.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => socket.destroy())
        return
      }
      if (stalled) {
        const reached = stalled
        stalled = undefined
        socket.write(head)
        socket.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => reached())
        return
      }
      seen.mails++
      socket.write(head)
      socket.write(bytes)
      socket.write(')\r\n')
    }
    socket.write(`${tag} OK fetched\r\n`)
  }

  const server = createServer((socket) => {
    sockets.add(socket)
    seen.connections++
    socket.setNoDelay(true)
    socket.on('error', () => {})
    socket.on('close', () => {
      sockets.delete(socket)
      idle.delete(socket)
    })
    socket.write('* OK ready\r\n')
    let rest = ''
    socket.on('data', (chunk) => {
      rest += chunk.toString()
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end)
        rest = rest.slice(end + 2)
        const idling = idle.get(socket)
        if (idling !== undefined && line.toUpperCase() === 'DONE') {
          idle.delete(socket)
          socket.write(`${idling} OK done\r\n`)
        } else answer(socket, line)
      }
    })
  })
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
  })
  return {
    port,
    seen,
    deliver(raw) {
      mails.push({ uid: next++, raw: raw.replace(/\r?\n/g, '\r\n') })
      for (const socket of idle.keys()) tell(socket)
    },
    cutNext() {
      cut = true
    },
    stallNext: () =>
      new Promise((resolve) => {
        stalled = resolve
      }),
    claimSize(bytes) {
      claimed = bytes
    },
    renumber() {
      validity++
      mails = mails.map((mail, i) => ({ ...mail, uid: i + 100 }))
      next = 100 + mails.length
      for (const socket of sockets) socket.destroy()
    },
    changePassword(changed) {
      secret = changed
      for (const socket of sockets) socket.destroy()
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
