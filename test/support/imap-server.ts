import { createServer, type Socket } from 'node:net'

export type ImapServer = {
  readonly port: number
  /** Puts a mail into the folder; whoever waits is told. */
  deliver(raw: string): void
  /** From now on, the next mail that is asked for is cut off in its middle, and the connection with it. */
  cutNext(): void
  /** The folder is made anew: other numbers for the same mails. */
  renumber(): void
  /** Nobody is let in with this password any more. */
  changePassword(password: string): void
  /** How often somebody has signed in, and how often a whole mail was sent. */
  readonly seen: { signIns: number; mails: number; writes: string[] }
  close(): Promise<void>
}

type Mail = { uid: number; raw: string }

/** An IMAP server (RFC 3501, IDLE) with one folder and one user, as much of it as a reader needs. */
export async function startImapServer({ password = 'secret' } = {}): Promise<ImapServer> {
  let mails: Mail[] = []
  let [validity, next, cut, secret] = [1, 1, false, password]
  const seen = { signIns: 0, mails: 0, writes: [] as string[] }
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
        return void ok('* CAPABILITY IMAP4rev1 IDLE')
      case 'LOGIN': {
        if (!told.endsWith(` "${secret}"`) && !told.endsWith(` ${secret}`))
          return void say(`${tag} NO [AUTHENTICATIONFAILED] Invalid credentials`)
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
          `* OK [UIDNEXT ${next}] next`,
          `${tag} OK [READ-ONLY] opened`,
        )
      case 'UID FETCH':
        fetch(socket, tag, told)
        return
      case 'UID SEARCH':
        return void ok(`* SEARCH${mails.map(({ uid }) => ` ${uid}`).join('')}`)
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

  function fetch(socket: Socket, tag: string, told: string): void {
    const [range = '', ...items] = told.split(' ')
    const [from = '1', to = from] = range.split(':')
    const wanted = mails.filter(({ uid }) => uid >= Number(from) && (to === '*' || uid <= Number(to)))
    // `n:*` names the last one too, although it is older.
    const named = wanted.length === 0 && to === '*' ? mails.slice(-1) : wanted
    for (const mail of named) {
      const n = mails.indexOf(mail) + 1
      const about = `UID ${mail.uid} RFC822.SIZE ${Buffer.byteLength(mail.raw)}`
      if (!/BODY/i.test(items.join(' '))) {
        socket.write(`* ${n} FETCH (${about})\r\n`)
        continue
      }
      const head = `* ${n} FETCH (${about} BODY[] {${Buffer.byteLength(mail.raw)}}\r\n`
      if (cut) {
        cut = false
        socket.write(head + mail.raw.slice(0, Math.floor(mail.raw.length / 2)), () => socket.destroy())
        return
      }
      seen.mails++
      socket.write(`${head}${mail.raw})\r\n`)
    }
    socket.write(`${tag} OK fetched\r\n`)
  }

  const server = createServer((socket) => {
    sockets.add(socket)
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
